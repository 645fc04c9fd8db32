import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { readSubmission } from '@eduscale/testing/read-submission'
import { TestPlayer } from '@eduscale/testing/test-player'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newContext, readCode, startBrowserPlatform, writeCode, type BrowserPlatform } from './browser-platform'

let platform: BrowserPlatform
let page: Page
const slug = 'lonely-mittens'
const name = 'Judy Hopps'
const password = 'a long password'
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

beforeAll(async () => {
  platform = await startBrowserPlatform()
  const admin = await TestPlayer.create(platform.urls)
  await admin.http('POST', '/v1/session/account', { name, password })
  const env = { ...process.env, DATABASE_URL: platform.db.url }
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', 'grant', name], { env })
  // Verdicts as they were before the tests were put right.
  for (const [kind, verdict] of [
    ['accepted', 'WA'],
    ['wrong_answer', 'WA'],
  ] as const) {
    await platform.db.query(
      `INSERT INTO submission (id, kind, user_id, cid, problem_slug, language, code, verdict, judged_at)
       SELECT gen_random_uuid(), 'practice', $1, gen_random_uuid(), $2, 'python', $3, $4, clock_timestamp() FROM generate_series(1, 3)`,
      [admin.user.id, slug, await readSubmission(slug, kind), verdict],
    )
  }
  const context = await newContext(platform, 0)
  await context.addInitScript({ path: axePath })
  page = await context.newPage()
  await page.goto(`${platform.webUrl}/sign-in`)
  await page.fill('input[name=name]', name)
  await page.fill('input[name=password]', password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL('**/arena')
}, 900_000)
afterAll(() => platform.stop())

/** What axe finds on the page as it is, and whether it scrolls sideways. */
async function expectAccessible(): Promise<void> {
  // On the way from page to page it comes a moment later.
  await expect.poll(() => page.title()).not.toBe('')
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ') ?? ''}`)).toEqual([])
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
}

test('what a visitor wrote stays in the editor when running it makes them a guest, and is there after a reload', async () => {
  const context = await newContext(platform, 0)
  const visitor = await context.newPage()
  await visitor.goto(`${platform.webUrl}/practice/${slug}`)
  const written = 'print("of my own")'
  await writeCode(visitor, written)
  await visitor.getByRole('button', { name: 'Run', exact: true }).click()
  await visitor.locator('[data-testid=run][data-phase=done]').waitFor({ timeout: 60_000 })
  expect(await readCode(visitor)).toBe(written)
  const saved = async () => JSON.stringify(await platform.db.query('SELECT code FROM draft'))
  await expect.poll(saved, { timeout: 30_000 }).toContain('of my own')
  await visitor.reload()
  await expect.poll(() => readCode(visitor), { timeout: 30_000 }).toBe(written)
  // Whoever comes next as a visitor finds nothing of it.
  expect(await visitor.evaluate<string[]>("Object.keys(localStorage).filter((key) => key.includes(':visitor:'))")).toEqual([])
  await context.close()
})

test('what one guest wrote last is not saved as the next one’s', async () => {
  const context = await newContext(platform, 0)
  const tab = await context.newPage()
  /** Who has tried to save what; the server takes nothing. */
  const sent: { by: string; isOfFirst: boolean }[] = []
  await tab.route('**/v1/drafts/**', async (route) => {
    const request = route.request()
    if (request.method() !== 'PUT') return route.continue()
    sent.push({ by: request.headers()['authorization'] ?? '', isOfFirst: (request.postData() ?? '').includes('of the first') })
    await route.abort()
  })
  const chip = tab.getByTestId('identity')
  const becomeGuest = async (button: string) => {
    const before = await chip.innerText()
    await chip.click()
    await tab.getByRole('button', { name: button }).click()
    await expect.poll(() => chip.innerText(), { timeout: 30_000 }).not.toBe(before)
  }
  const saversOf = (isOfFirst: boolean) => new Set(sent.filter((one) => one.isOfFirst === isOfFirst).map(({ by }) => by))
  await tab.goto(`${platform.webUrl}/practice/${slug}`)
  await becomeGuest('Play as guest')
  await writeCode(tab, 'print("of the first")')
  await expect.poll(() => saversOf(true).size, { timeout: 30_000 }).toBe(1)
  await becomeGuest('Another guest in this window')
  await expect.poll(() => readCode(tab), { timeout: 30_000 }).not.toContain('of the first')
  await writeCode(tab, 'print("of the second")')
  await expect.poll(() => saversOf(false).size, { timeout: 30_000 }).toBe(1)
  expect(saversOf(true).size).toBe(1)
  expect(saversOf(true)).not.toEqual(saversOf(false))
  await context.close()
})

test('an administrator’s pages, from the menu on, have no violation', async () => {
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })
    await page.goto(`${platform.webUrl}/arena`)
    await page.getByTestId('identity').click()
    await page.getByRole('link', { name: 'Administration' }).click()
    await page.getByText('None is at work now').waitFor()
    await expectAccessible()
    await page.getByRole('link', { name: 'Rejudges' }).click()
    await page.getByRole('heading', { name: 'No rejudges yet' }).waitFor()
    await expectAccessible()
    expect(new URL(page.url()).pathname).toBe('/admin/rejudges')
  }
})

test('a rejudge is previewed, reviewed, applied and undone', async () => {
  await page.goto(`${platform.webUrl}/admin/rejudges`)
  await page.getByRole('button', { name: 'New rejudge' }).click()
  await page.fill('input[name=reason]', 'The answers had a wrong line')
  await page.getByRole('combobox', { name: 'Problem', exact: true }).fill('mittens')
  await page.getByRole('option', { name: 'Lonely Mittens' }).click()
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('6 submissions would be judged again').waitFor()
  await expectAccessible()
  await page.getByRole('button', { name: 'Judge them again' }).click()
  await page.waitForURL('**/admin/rejudges/*')
  await page.getByText('Ready to review').waitFor({ timeout: 60_000 })
  await page.getByText('WA to AC: 3').waitFor()
  const address = page.url()
  for (const [colorScheme, width] of [
    ['dark', 390],
    ['light', 1280],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })
    await page.goto(address, { waitUntil: 'networkidle' })
    await expectAccessible()
  }
  // The choice is part of the address.
  await page.goto(`${address}?show=all&after=WA`)
  await page.getByRole('table').waitFor()
  expect(await page.getByRole('table').getByRole('row').count()).toBe(1 + 3)
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('button', { name: 'Apply now' }).click()
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  const accepted = async () => (await platform.db.query(`SELECT 1 FROM submission WHERE verdict = 'AC'`)).length
  expect(await accepted()).toBe(3)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Apply' }).waitFor()
  expect(await accepted()).toBe(0)
})

test('a run can be cancelled, files go with the code, and a crash is put into words', async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`${platform.webUrl}/practice/${slug}`)
  await page.getByTestId('editor').waitFor()
  await writeCode(page, 'while True: pass')
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByTestId('cancel-run').click()
  await page.getByText('Cancelled before it was judged').waitFor()
  await page.getByRole('tab', { name: /^Files/ }).click()
  await page.getByRole('button', { name: 'Add a file' }).click()
  await page.getByLabel('Name of the file').fill('helper.py')
  await page.keyboard.press('Enter')
  await page.getByLabel('Content of helper.py').fill('import os\ndef crash(): os.kill(os.getpid(), 11)')
  await expectAccessible()
  await writeCode(page, 'import helper\nprint("x" * 20000, flush=True)\nhelper.crash()')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByText('SIGSEGV: memory access error').first().waitFor()
  await page.getByText('Cut after 16 KB: there was more.').first().waitFor()
  await page.reload()
  await page.getByRole('tab', { name: 'Files 1' }).waitFor()
  const [row] = await platform.db.query<{ files: { name: string }[] }>(
    `SELECT files FROM submission WHERE kind = 'run' ORDER BY recv_at DESC LIMIT 1`,
  )
  expect(row?.files.map((file) => file.name)).toEqual(['helper.py'])
})

test('a compile error is marked on its line, leads there, and is gone when the line is written anew', async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`${platform.webUrl}/practice/${slug}`)
  await page.getByTestId('editor').locator('.cm-content').waitFor()
  await page.locator('select:has(option[value="cpp"])').selectOption('cpp')
  await page.locator('.cm-content', { hasText: '#include' }).waitFor()
  await writeCode(
    page,
    '#include <bits/stdc++.h>\nusing namespace std;\nint main() {\n  vector<int> v;\n  sort(v);\n  cout << missing;\n}\n',
  )
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const output = page.getByTestId('compile-output')
  await output.waitFor({ timeout: 60_000 })
  const marked = page.locator('.cm-line.cm-faulty')
  expect(await marked.allInnerTexts()).toEqual(['  sort(v);', '  cout << missing;'])
  expect(await page.locator('.cm-gutterElement.cm-faultyLine').allInnerTexts()).toEqual(['5', '6'])
  // The candidates are there, and not in the way.
  await output.getByText(/lines of notes/).waitFor()
  expect(await output.getByText('note: candidate').first().isVisible()).toBe(false)
  await expectAccessible()

  // Also on a phone, where the code isn't the pane shown.
  await page.setViewportSize({ width: 390, height: 800 })
  await output.getByRole('button', { name: 'main.cpp:6:11' }).click()
  await page.locator('.cm-content:focus').waitFor()
  await page.keyboard.type('1 + ')
  expect(await readCode(page)).toContain('cout << 1 + missing;')
  expect(await marked.allInnerTexts()).toEqual(['  sort(v);'])
  await page.setViewportSize({ width: 1280, height: 800 })

  // Reset can be taken back from where it shows, until something else is written.
  const written = await readCode(page)
  await page.getByRole('button', { name: 'Editor settings' }).click()
  await page.getByRole('button', { name: 'Reset to template' }).click()
  expect(await readCode(page)).not.toBe(written)
  await page.getByRole('button', { name: 'Undo the reset' }).click()
  expect(await readCode(page)).toBe(written)
  expect(await page.getByRole('button', { name: 'Undo the reset' }).count()).toBe(0)
})

test('of a function’s compile error the own line comes first, not the code around it', async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`${platform.webUrl}/practice/quiet-carousel`)
  await page.getByTestId('editor').locator('.cm-content').waitFor()
  await page.locator('select:has(option[value="cpp"])').selectOption('cpp')
  await page.locator('.cm-content', { hasText: '#include' }).waitFor()
  await writeCode(page, '\ngarbage(here;\n')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const output = page.getByTestId('compile-output')
  await output.waitFor({ timeout: 60_000 })
  expect(await output.locator('pre').first().innerText()).toMatch(/^solution\.hpp:2:8: error: /)
  expect(await output.getByText('main.cpp').first().isVisible()).toBe(false)
  expect(await page.locator('.cm-line.cm-faulty').allInnerTexts()).toEqual(['garbage(here;'])
})

test('what can not be seen in an output is shown by symbols', async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`${platform.webUrl}/practice/${slug}`)
  await page.getByTestId('editor').locator('.cm-content').waitFor()
  await page.locator('select:has(option[value="cpp"])').selectOption('python')
  await page.locator('.cm-content', { hasText: 'import' }).waitFor()
  await writeCode(page, 'import sys\nprint("\\x1b[31mred \\u202eevil")\nprint("\\x07", file=sys.stderr)\n[][1]')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByText('␛[31mred ⟨U+202E⟩evil').first().waitFor({ timeout: 60_000 })
  await page.getByText('␇').first().waitFor()
  // What a crash says of itself is above what it printed, and its line leads into the code.
  const captions = await page.getByTestId('run').locator('figcaption').allInnerTexts()
  expect(captions.slice(0, 2)).toEqual(['Standard error', 'Your output'])
  await page.getByRole('button', { name: 'File "main.py", line 4' }).first().click()
  await page.locator('.cm-activeLineGutter', { hasText: '4' }).waitFor()
})

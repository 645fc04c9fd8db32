import { createRequire } from 'node:module'
import type { Verdict } from '@eduscale/contracts/verdict'
import { scriptedProgram } from '@eduscale/testing/scripted-runner'
import { openRoom, type TestPlayer } from '@eduscale/testing/test-player'
import { until } from '@eduscale/testing/test-platform'
import type axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { becomePlayer, newContext, readCode, startBrowserPlatform, writeCode, type BrowserPlatform } from './browser-platform'

// Fifty in one battle, as many as there may be: two in browsers, the others on sockets. Programs say what becomes of them.

let platform: BrowserPlatform
let contexts: BrowserContext[] = []
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const seats = 50
const failing: readonly Verdict[] = ['WA', 'TLE', 'RTE', 'MLE']

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted' })
}, 300_000)
afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()))
  await platform.stop()
})

interface Seat {
  page: Page
  /** Of the console, and of scripts that failed. */
  errors: string[]
}

async function sitDown(player: TestPlayer, battleId: string, node: 0 | 1): Promise<Seat> {
  const context = await newContext(platform, node)
  contexts = [...contexts, context]
  await context.addInitScript({ path: axePath })
  await becomePlayer(context, platform.webUrl, player)
  await context.addInitScript(`
    window.shifts = []
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, startTime, sources } of list.getEntries())
        if (!hadRecentInput) shifts.push({ value, text: Math.round(startTime) + ' ms: ' + sources.map(({ node }) => node?.className ?? node?.nodeName) })
    }).observe({ type: 'layout-shift', buffered: true })`)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${platform.webUrl}/battle/${battleId}`)
  await page.getByTestId('room-lobby').waitFor()
  return { page, errors }
}

/** Who has solved it, by receipt, as the database has it. */
async function solversByReceipt(battleId: string): Promise<string[]> {
  const rows = await platform.db.query<{ name: string }>(
    `SELECT u.name FROM submission s JOIN "user" u ON u.id = s.user_id WHERE s.battle_id = $1 AND s.verdict = 'AC' ORDER BY s.recv_seq`,
    [battleId],
  )
  return rows.map(({ name }) => name)
}

/** Places and names as the page shows them, from first to last. */
function leaderboardOf(page: Page): Promise<string[]> {
  return page.locator('[data-testid=leaderboard] [data-kind=player]').evaluateAll((rows) =>
    rows
      .map((row) => ({ top: row.getBoundingClientRect().top, name: row.dataset['name'] ?? '', place: row.dataset['place'] }))
      .toSorted((a, b) => a.top - b.top)
      .map(({ name, place }) => `${place} ${name}`),
  )
}

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate('Promise.allSettled(document.getAnimations().map((animation) => animation.finished))')
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
  const found = violations.map(
    ({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ') ?? ''}: ${nodes[0]?.failureSummary ?? ''}`,
  )
  expect(found).toEqual([])
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
}

/** With the keyboard alone, from the top of the page, to whatever the check says. */
async function tabTo(page: Page, isThere: string): Promise<void> {
  await page.evaluate('document.activeElement?.blur()')
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate<boolean>(isThere)) return
    // Esc lets Tab out of the editor.
    if (await page.evaluate<boolean>("Boolean(document.activeElement?.closest('.cm-editor'))"))
      await page.keyboard.press('Escape')
  }
  throw new Error(`the keyboard didn't get to where ${isThere}`)
}

test(
  'fifty play: every page has the order of the database, holds still, and can be used from the keyboard',
  { timeout: 400_000 },
  async () => {
    const { battleId, players } = await openRoom(platform.urls, {
      players: seats,
      format: 'group',
      problemSlug: 'lonely-mittens',
    })
    const [host, ...rest] = players
    const last = rest.pop()
    if (!host || !last) throw new Error('too few')
    const sat = await Promise.all([sitDown(host, battleId, 0), sitDown(last, battleId, 1)])
    await Promise.all(rest.map((player) => player.enter(battleId)))
    const [first, second] = sat
    await first.page.getByText(`${seats} of ${seats} seats taken`).waitFor()
    await expectAccessible(first.page)
    await first.page.getByTestId('start-room').click()
    await Promise.all(sat.map(({ page }) => page.getByTestId('clock').waitFor({ timeout: 60_000 })))
    await Promise.all(rest.map((player) => player.sees(battleId, 'the start', ({ state }) => state === 'RUNNING', 60_000)))
    await Promise.all(sat.map(({ page }) => page.locator('.cm-content').waitFor()))

    // Everybody tries, thirty then solve it, and one gives up.
    const wrong = rest.map((player, index) =>
      player.submit(
        battleId,
        scriptedProgram({ verdict: failing[index % 4] ?? 'WA', afterMs: 500, tests: { passed: index % 10, total: 10 } }),
      ),
    )
    expect((await Promise.all(wrong)).filter(({ ok }) => !ok)).toEqual([])
    const solution = scriptedProgram({ verdict: 'AC', afterMs: 400, tests: { passed: 10, total: 10 } })
    const quitter = rest.at(-1)
    const answers = await Promise.all([
      ...rest.slice(0, 29).map((player) => player.submit(battleId, solution)),
      quitter?.command(battleId, { t: 'battle:resign', d: {} }),
    ])
    expect(answers.filter((ack) => !ack?.ok)).toEqual([])
    await writeCode(second.page, solution)
    await until('the code is in the editor', async () => (await readCode(second.page)).includes('verdict AC'))
    await second.page
      .getByRole('button', { name: /^Submit/ })
      .first()
      .click()
    await until('thirty have solved it', async () => (await solversByReceipt(battleId)).length === 30, 60_000)
    const solvers = (await solversByReceipt(battleId)).map((name, index) => `${index + 1} ${name}`)
    for (const { page } of sat) {
      await until(
        'the leaderboard has the order of receipt',
        async () => (await leaderboardOf(page)).slice(0, 30).join() === solvers.join(),
      )
      const others = (await leaderboardOf(page)).slice(30)
      // Without a solution all share the next place; whoever gave up is behind them.
      expect(others.map((row) => row.split(' ')[0])).toEqual([...Array.from({ length: 19 }, () => '31'), '50'])
      expect(others.at(-1)).toBe(`50 ${quitter?.user.name}`)
    }
    const ownPlace = solvers.findIndex((row) => row.endsWith(` ${last.user.name}`)) + 1
    const shown = await second.page.getByTestId('own-place').innerText()
    expect(shown.match(/\d+/g)).toEqual([String(ownPlace), String(seats)])
    // Since the lobby; a leaderboard whose rows move in the flow has 0.5 in all.
    for (const { page } of sat) {
      expect(
        await page.evaluate<string[]>('shifts.filter(({ value }) => value > 0.02).map(({ value, text }) => value + text)'),
      ).toEqual([])
    }

    // Beside the workspace, and behind a button where there is no room for that.
    await expectAccessible(first.page)
    await tabTo(first.page, "document.activeElement?.getAttribute('aria-label') === 'Leaderboard'")
    await until('the last row is in view', async () => {
      await first.page.keyboard.press('End')
      return first.page.evaluate<boolean>(`(() => {
      const { scrollTop, clientHeight, scrollHeight } = document.activeElement
      return scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 2
    })()`)
    })
    await second.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await second.page.locator('html[data-theme=dark]').waitFor({ state: 'attached' })
    await second.page.setViewportSize({ width: 390, height: 800 })
    await tabTo(second.page, "document.activeElement?.textContent === 'Leaderboard'")
    await second.page.keyboard.press('Enter')
    await second.page.getByRole('dialog').getByTestId('leaderboard').waitFor()
    // Opened, it shows one's own row.
    const ownRow = second.page.getByRole('dialog').locator('[data-me]')
    await until('the own row is in view', async () => {
      const box = await ownRow.boundingBox()
      return box !== null && box.y > 0 && box.y + box.height <= 800
    })
    await expectAccessible(second.page)
    await second.page.keyboard.press('Escape')
    await second.page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(sat.flatMap(({ errors }) => errors)).toEqual([])
    for (const player of rest) player.leave()
  },
)

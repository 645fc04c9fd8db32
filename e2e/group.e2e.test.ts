import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { readSubmission } from '@eduscale/testing/read-submission'
import { until } from '@eduscale/testing/test-platform'
import type axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newContext, startBrowserPlatform, writeCode, type BrowserPlatform } from './browser-platform'

let platform: BrowserPlatform
let contexts: BrowserContext[] = []
const slug = 'lonely-mittens'
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

beforeAll(async () => {
  platform = await startBrowserPlatform({ env: { WATCH_DELAY_MS: '2000' } })
}, 900_000)
afterAll(() => platform.stop())
afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()))
  contexts = []
})

async function newPerson(index: number): Promise<Page> {
  const context = await newContext(platform, index % 2 === 0 ? 0 : 1)
  await context.addInitScript({ path: axePath })
  contexts.push(context)
  return context.newPage()
}

async function asGuest(page: Page): Promise<void> {
  await page.goto(`${platform.webUrl}/`)
  await page.getByRole('button', { name: 'Play as guest' }).first().click()
  await page.waitForURL('**/arena')
}

/** Opens a room by the form, and returns its link. */
async function openRoom(host: Page, fill: () => Promise<void>): Promise<string> {
  await asGuest(host)
  await host.getByRole('link', { name: 'New room' }).click()
  await host.getByRole('combobox', { name: 'Problem', exact: true }).fill('mittens')
  await host.getByRole('option', { name: 'Lonely Mittens' }).click()
  await fill()
  await host.getByTestId('create-room').click()
  await host.getByTestId('room-lobby').waitFor()
  return host.getByTestId('invite-link').inputValue()
}

async function join(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('button', { name: 'Join as a guest' }).click()
  await page.getByTestId('room-lobby').waitFor()
}

async function start(host: Page, players: readonly Page[]): Promise<string> {
  await host.getByTestId('start-room').click()
  await Promise.all(players.map((page) => page.getByTestId('clock').waitFor({ timeout: 60_000 })))
  return new URL(host.url()).pathname.split('/').at(-1) ?? ''
}

async function submit(page: Page, code: string): Promise<void> {
  await writeCode(page, code)
  await page
    .getByRole('button', { name: /^Submit/ })
    .first()
    .click()
}

/** Names in the order in which the server received their submissions. */
async function receiptOrder(battleId: string): Promise<string[]> {
  const rows = await platform.db.query<{ name: string }>(
    `SELECT u.name FROM battle_event e JOIN "user" u ON u.id = (e.data->>'userId')::uuid
     WHERE e.battle_id = $1 AND e.type = 'battle:submitted' ORDER BY e.seq`,
    [battleId],
  )
  return rows.map((row) => row.name)
}

/** Names as the page shows them, from first to last, with whether each has solved it. */
function leaderboardOf(page: Page): Promise<string[]> {
  return page.locator('[data-testid=leaderboard] [data-kind=player]').evaluateAll((rows) =>
    rows
      .map((row) => ({ index: Number(row.dataset['index']), name: row.dataset['name'] ?? '', place: row.dataset['place'] }))
      .sort((a, b) => a.index - b.index)
      .map(({ name, place }) => `${place} ${name}`),
  )
}

async function expectAccessible(page: Page): Promise<void> {
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })
    // The page follows the system's theme by itself, a moment later, and its colours a frame after that.
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' })
    await page.evaluate('Promise.allSettled(document.getAnimations().map((animation) => animation.finished))')
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
    expect(
      violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ') ?? ''}: ${nodes[0]?.failureSummary ?? ''}`),
    ).toEqual([])
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1280, height: 800 })
}

test('ten play in one room: the leaderboard is in the order of receipt on every page', { timeout: 400_000 }, async () => {
  const players = await Promise.all(Array.from({ length: 10 }, (_, index) => newPerson(index)))
  const [host, ...others] = players
  if (!host) throw new Error('no host')
  const link = await openRoom(host, async () => host.getByLabel('Seats').fill('10'))
  for (const page of others) await join(page, link)
  await host.getByText('10 of 10 seats taken').waitFor()
  await expectAccessible(host)
  const battleId = await start(host, players)

  // Nine submit at once; the last one not yet, so the battle goes on.
  const code = await readSubmission(slug, 'accepted')
  const last = players.at(-1)
  if (!last) throw new Error('nobody is last')
  await Promise.all(players.slice(0, 9).map((page) => submit(page, code)))
  await until('nine submissions have been received', async () => (await receiptOrder(battleId)).length === 9, 120_000)
  const received = await receiptOrder(battleId)
  const expected = received.map((name, index) => `${index + 1} ${name}`)
  for (const page of players) {
    await until(
      'the leaderboard is in the order of receipt',
      async () => (await leaderboardOf(page)).slice(0, 9).join() === expected.join(),
      120_000,
    )
    expect(await page.getByTestId('result').count()).toBe(0)
  }
  await expectAccessible(last)

  await submit(last, code)
  await Promise.all(players.map((page) => page.getByTestId('result').waitFor({ timeout: 90_000 })))
  const names = await receiptOrder(battleId)
  for (const page of players) {
    await page.getByTestId('standings').waitFor()
    const rows = await page
      .locator('[data-testid=standings] tbody tr')
      .evaluateAll((elements) => elements.map((row) => row.dataset['name'] ?? ''))
    expect(rows).toEqual(names)
  }
  expect(await players.at(0)?.getByTestId('result').getAttribute('data-reason')).toBe('solved')
  await expectAccessible(host)

  // Another round: the first who asks opens a room, the others take seats in it.
  await last.getByTestId('rematch').click()
  await last.getByTestId('room-lobby').waitFor()
  await host.getByTestId('rematch').click()
  await host.getByText('2 of 10 seats taken').waitFor()
})

test('two teams play and somebody watches, late', { timeout: 300_000 }, async () => {
  const host = await newPerson(0)
  const friend = await newPerson(1)
  const spectator = await newPerson(2)
  const link = await openRoom(host, async () => {
    await host.getByRole('radio', { name: 'Teams' }).check({ force: true })
    await host.getByLabel('Seats').fill('2')
  })
  await join(friend, link)
  // The host's place goes to the friend and back: whoever has it starts, and the other waits.
  const handOn = async (from: Page, to: Page) => {
    const button = from.getByRole('button', { name: /^Make .* the host$/ })
    expect(await button.getAttribute('title')).toBe(await button.getAttribute('aria-label'))
    await button.click()
    await expectAccessible(from)
    await from.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click()
    await to.getByTestId('start-room').waitFor()
    await from.getByTestId('start-room').waitFor({ state: 'detached' })
    expect(await from.getByRole('button', { name: /^Make .* the host$/ }).count()).toBe(0)
  }
  await handOn(host, friend)
  await handOn(friend, host)
  // Both in one team is no battle: the start says why, until somebody changes sides.
  await friend.getByRole('button', { name: 'Play for team 1' }).click()
  await host.getByText('Team 2 has nobody yet.').waitFor()
  expect(await host.getByTestId('start-room').isDisabled()).toBe(true)
  await friend.getByRole('button', { name: 'Play for team 2' }).click()
  const battleId = await start(host, [host, friend])

  // Somebody who follows a link and has no account is let in by one click.
  await spectator.goto(`${platform.webUrl}/watch`)
  const listed = spectator.locator(`[data-testid=live-battle] a[href='/watch/${battleId}']`)
  await listed.waitFor()
  await expectAccessible(spectator)
  await listed.click()
  await spectator.getByRole('button', { name: 'Watch as a guest' }).waitFor()
  await expectAccessible(spectator)
  await spectator.getByRole('button', { name: 'Watch as a guest' }).click()
  await spectator.getByTestId('watch-delay').waitFor({ timeout: 60_000 })
  expect(await spectator.getByTestId('watch-delay').innerText()).toBe('2 s behind')
  const marker = 'only for those who watch'
  await writeCode(host, `# ${marker}`)
  const hostName = await host.locator('[data-testid=leaderboard] [data-me]').getAttribute('data-name')
  await spectator
    .getByTestId('leaderboard')
    .getByRole('button', { name: hostName ?? '' })
    .click()
  await spectator.getByTestId('hidden-code').filter({ hasText: 'is in line 1 of 1' }).waitFor({ timeout: 60_000 })
  expect(await spectator.content()).not.toContain(marker)
  expect(await friend.content()).not.toContain(marker)
  await expectAccessible(spectator)

  await submit(friend, await readSubmission(slug, 'accepted'))
  await Promise.all([host, friend].map((page) => page.getByTestId('result').waitFor({ timeout: 90_000 })))
  expect(await friend.getByTestId('result').getAttribute('data-outcome')).toBe('won')
  expect(await host.getByTestId('result').getAttribute('data-outcome')).toBe('lost')
  await spectator.getByTestId('watch-over').waitFor({ timeout: 60_000 })
  expect(await spectator.getByTestId('watch-over').innerText()).toContain('Team 2 won')

  // The record can be taken along, and holds by itself.
  const downloading = host.waitForEvent('download')
  await host.getByTestId('download-record').click()
  const file = await (await downloading).path()
  const checked = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/verify-battle.ts', file])
  expect(checked.stdout).toContain(battleId)

  // A moment of it has an address.
  await spectator.goto(`${platform.webUrl}/battle/${battleId}/replay?t=1`)
  await spectator.getByTestId('replay-time').waitFor()
  expect(await spectator.getByTestId('replay-time').innerText()).toMatch(/^0:01 /)
  await expectAccessible(spectator)
})

import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { calls, show, startComponentBrowser, type ComponentBrowser } from './component-browser'
import { problem } from './example-problem'

let components: ComponentBrowser

beforeAll(async () => {
  components = await startComponentBrowser()
}, 120_000)
afterAll(() => components.stop())

const at = '2026-01-01T10:00:00.000Z'
const later = (seconds: number) => new Date(Date.parse(at) + seconds * 1_000).toISOString()

function playerOf(
  id: string,
  name: string,
  submissions: readonly [verdict: string | null, passed: number][] = [],
): BattlePlayerView {
  return {
    user: { id, name, kind: 'guest', rating: { rating: 1500, deviation: 350, isProvisional: true } },
    team: null,
    isReady: true,
    leftBecause: null,
    offersDraw: false,
    allowsLiveCode: false,
    forfeitAt: null,
    submissions: submissions.map(([verdict, passed], index) => ({
      id: `00000000-0000-4000-8000-00000000000${index}`,
      number: index + 1,
      language: 'python',
      receivedAt: later(-30 + 10 * index),
      seq: index,
      verdict,
      passed,
      total: 4,
      points: 0,
      bytes: null,
      judgedAt: null,
    })),
  } as BattlePlayerView
}

const dispatch = (page: Page, type: string, payload: unknown) =>
  page.evaluate(`window.stage.dispatch(${JSON.stringify({ type, payload })})`)

test('the clock counts down, says its milestones, and stands still while the battle is suspended', async () => {
  const page = await components.open(at)
  const view = { state: 'RUNNING', rules: {}, players: [], endsAt: later(65), suspendedSince: null }
  await show(page, 'clock', { view })
  const clock = page.getByTestId('clock')
  await clock.getByText('1:05').waitFor()
  await page.clock.runFor(4_000)
  await clock.getByText('1:01').waitFor()
  await page.clock.runFor(2_000)
  await page.getByRole('status').getByText('1 minute').waitFor({ state: 'attached' })
  expect(await page.locator('[data-urgent]').count()).toBe(1)
  await show(page, 'clock', { view: { ...view, state: 'SUSPENDED', suspendedSince: later(10) } })
  await clock.getByText('0:55').waitFor()
  await page.clock.runFor(20_000)
  await clock.getByText('0:55').waitFor()
  expect(await page.locator('[data-stopped]').count()).toBe(1)
  await page.close()
})

test('the bar of a battle fits from 320 px up, whatever is said of the connection', async () => {
  const page = await components.open(at)
  const [me, rival] = [playerOf('a', 'Ada of the Longest Name'), playerOf('b', 'Grace of an Equal Length')]
  const view = { state: 'RUNNING', rules: { format: 'duel' }, players: [me, rival], endsAt: later(1_200), suspendedSince: null }
  await show(page, 'bar', { view, sides: { me, rival } })
  // All of its buttons have come.
  await page.getByTestId('recorded').waitFor()
  for (const [status, says] of [
    ['online', 'Connected'],
    ['offline', 'Reconnecting'],
  ]) {
    await page.evaluate(
      `window.stage.dispatch(${JSON.stringify({ type: 'connection/connectionChanged', payload: { status, url: '' } })})`,
    )
    await page.getByTestId('connection').getByText(`${says},`).waitFor({ state: 'attached' })
    for (const width of [320, 390, 720, 960, 1440]) {
      await page.setViewportSize({ width, height: 400 })
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), `${says} at ${width}`).toBeLessThanOrEqual(
        0,
      )
    }
  }
})

test('a lane shows the last verdict and how far it came, who is away, and where they write', async () => {
  const page = await components.open(at)
  const player = playerOf('a', 'Ada', [['WA', 2]])
  await show(page, 'lane', { player, side: 'rival' })
  const lane = page.getByTestId('opponent')
  await lane.getByText('Wrong answer').waitFor()
  await lane.getByText('2/4').waitFor()
  expect(await lane.locator('[data-state=passed]').count()).toBe(2)
  await lane.getByText('away').waitFor({ state: 'attached' })
  await dispatch(page, 'battle/battleEntered', 'b')
  await dispatch(page, 'battle/roomChanged', { battleId: 'b', room: { view: null, head: 0, present: ['a'], refused: null } })
  await lane.getByText('away').waitFor({ state: 'detached' })
  await dispatch(page, 'battle/ephemeralsReceived', [{ b: 'b', from: 'a', n: 1, t: 'cursor', d: { line: 3, lines: 9 } }])
  await lane.getByText('line 3 of 9').waitFor()
  // One more submission is on its way: the lane keeps the checkpoints, and says what goes on.
  await show(page, 'lane', {
    player: playerOf('a', 'Ada', [
      ['WA', 2],
      [null, 0],
    ]),
    side: 'rival',
  })
  await lane.getByText('Judging submission 2').waitFor()
  await show(page, 'lane', { player: playerOf('a', 'Ada', []), side: 'you' })
  await page.getByTestId('me').getByText('No submission yet').waitFor()
  expect(await page.getByTestId('opponent').count()).toBe(0)
  await page.close()
})

test('the box for live code stays as it was clicked until the battle says so, and goes back when that is refused', async () => {
  const page = await components.open(at)
  const [me, rival] = [playerOf('a', 'Ada'), playerOf('b', 'Bo')]
  await show(page, 'liveCode', { me, rival, isRefused: false })
  const box = page.getByRole('checkbox', { name: 'Spectators may see my code now' })
  await box.click()
  // Answered long ago; the news isn't here.
  await page.clock.runFor(10_000)
  expect(await box.isChecked()).toBe(true)
  await show(page, 'liveCode', { me: { ...me, allowsLiveCode: true }, rival, isRefused: false })
  expect(await box.isChecked()).toBe(true)
  // Taken back in another window.
  await show(page, 'liveCode', { me, rival, isRefused: false })
  await expect.poll(() => box.isChecked()).toBe(false)
  await show(page, 'liveCode', { me, rival, isRefused: true })
  await box.click()
  await expect.poll(() => box.isChecked()).toBe(false)
  await page.close()
})

test('the newest notice is shown alone, and the one before when it is gone', async () => {
  const page = await components.open(at)
  await show(page, 'notices')
  for (const text of ['first', 'second']) await dispatch(page, 'toasts/toastShown', { id: text, tone: 'info', text })
  await page.getByTestId('toast').getByText('second').waitFor()
  expect(await page.getByTestId('toast').count()).toBe(1)
  await page.getByTestId('toast').getByRole('button', { name: 'Close' }).click()
  await page.getByTestId('toast').getByText('first').waitFor()
  await page.clock.runFor(6_500)
  await page.getByTestId('toast').waitFor({ state: 'detached' })
  // That one is offline is said beside them, at once.
  await dispatch(page, 'connection/browserOnlineChanged', false)
  await page.getByRole('status').getByText('You are offline.').waitFor()
  await page.close()
})

test('a part that can not be loaded says so, can be asked for again, and a dialog can be closed', async () => {
  const page = await components.open(at)
  await page.evaluate('window.stage.isServerAway = true')
  await show(page, 'later', { text: 'here it is' })
  // It is asked for three times.
  await page.clock.runFor(3_000)
  await page.getByTestId('not-loaded').getByText('couldn’t be loaded').waitFor()
  await page.evaluate('window.stage.isServerAway = false')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('here it is').waitFor()
  expect(await page.getByTestId('not-loaded').count()).toBe(0)

  await show(page, 'laterDialog')
  await page.clock.runFor(3_000)
  await page.getByTestId('not-loaded').getByRole('button', { name: 'Close' }).click()
  expect(await calls(page)).toEqual(['closed'])
  await page.close()
})

test('the course of a battle has a mark for each submission, where it was received, and the winner’s lane', async () => {
  const page = await components.open(at)
  const me = playerOf('a', 'Ada', [
    ['WA', 1],
    ['AC', 4],
  ])
  const rival = playerOf('b', 'Ben', [])
  const view: Partial<BattleView> = {
    startsAt: later(-40),
    createdAt: later(-60),
    endsAt: later(600),
    result: { winnerId: 'a', endedAt: later(0) } as BattleView['result'],
  }
  await show(page, 'course', { view, me, rival })
  const course = page.getByRole('region', { name: 'Course of the battle' })
  await course.getByText('0:40').waitFor()
  const starts = await course
    .locator('[style*=inset-inline-start]')
    .evaluateAll((marks) =>
      marks.map((mark) => (mark as unknown as { style: { insetInlineStart: string } }).style.insetInlineStart),
    )
  expect(starts).toEqual(['25%', '50%'])
  expect(await course.locator('[data-winner]').getAttribute('data-side')).toBe('you')
  await page.close()
})

test.each<[string, unknown, string]>([
  ['nobody has asked for a rematch', null, 'Rematch'],
  ['it was asked for', { state: 'READY_CHECK', askedBy: ['a'] }, 'Go there'],
  ['it is offered', { state: 'READY_CHECK', askedBy: ['b'] }, 'Accept the rematch'],
  ['it is being played', { state: 'RUNNING', askedBy: ['b', 'a'] }, 'Go there'],
  ['it was declined', { state: 'ABORTED', askedBy: ['a'], reason: 'declined', userId: 'b' }, 'To the arena'],
  ['it has been played', { state: 'FINISHED', askedBy: ['b', 'a'] }, 'To the arena'],
])('a result has one thing to do next, and all else is quiet: %s', async (_, rematch, next) => {
  const page = await components.open(at)
  await page.route('**/v1/battles/*/rematch', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
      json: { rematch: rematch && { battleId: 'c', reason: null, userId: null, ...rematch } },
    }),
  )
  const view = {
    id: 'battle',
    state: 'FINISHED',
    origin: 'room',
    rules: { format: 'duel', scoring: 'first-solve', isRanked: false, ghost: null },
    players: [playerOf('a', 'Ada', [['AC', 4]]), playerOf('b', 'Ben', [])],
    startsAt: later(-40),
    createdAt: later(-60),
    endsAt: later(600),
    problem,
    rematchBattleId: rematch && 'c',
    result: {
      kind: 'finished',
      reason: 'accepted',
      endedAt: later(0),
      userId: null,
      isCorrected: false,
      note: null,
      winnerId: 'a',
      winnerTeam: null,
      winningSubmissionId: null,
      standings: [],
      ratings: [],
    },
  }
  await show(page, 'result', { view, myId: 'a' })
  const result = page.getByTestId('result')
  const primary = result.locator('[class*=_primary_]')
  await primary.filter({ hasText: next }).waitFor()
  expect(await primary.allInnerTexts()).toEqual([next])
  await page.getByTestId('result-links').getByRole('button', { name: 'Chat' }).waitFor()
  const looks = await result
    .locator('[data-testid=result-actions], [data-testid=result-links]')
    .locator('a, button')
    .evaluateAll((controls) => controls.map((control) => /_(primary|secondary|danger|quiet)_/.exec(control.className)?.[1]))
  expect(looks.filter((look) => look !== 'quiet')).toEqual(['primary'])
  expect(looks.length).toBeGreaterThan(3)
  await page.close()
})

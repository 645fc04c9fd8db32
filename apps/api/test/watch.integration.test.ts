import { applyBattleEvent } from '@eduscale/rules/battle-view'
import type { BattleView } from '@eduscale/contracts/battle'
import type { Ev } from '@eduscale/contracts/room'
import type { Watched, WatchedEdits } from '@eduscale/contracts/watch'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const delayMs = 3_000
let platform: TestPlatform
const sockets: Socket[] = []

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false, env: { WATCH_DELAY_MS: String(delayMs) } })
  await platform.db.query(`UPDATE execution_state SET state = 'closed', healthy_until = now() + interval '1 day'`)
}, 300_000)
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect()
})
afterAll(() => platform.stop())

interface Spectator {
  answer: Watched
  view: () => BattleView | null
  /** When each event arrived here, and was written there. */
  delays: number[]
  typed: WatchedEdits[]
  counts: number[]
}

async function watch(player: TestPlayer, battleId: string, url = platform.urls[0]): Promise<Spectator> {
  const socket = io(`${url}/watch`, { transports: ['websocket'], forceNew: true, auth: { token: player.token } })
  sockets.push(socket)
  const early: Ev[] = []
  const spectator = { delays: [] as number[], typed: [] as WatchedEdits[], counts: [] as number[] }
  let view: BattleView | null = null
  const apply = (event: Ev) => {
    if (view && event.seq === view.seq + 1) view = applyBattleEvent(view, event)
  }
  socket.on('ev', (event: Ev) => {
    spectator.delays.push(Date.now() - Date.parse(event.at))
    if (view) apply(event)
    else early.push(event)
  })
  socket.on('edits', (frame: WatchedEdits) => spectator.typed.push(frame))
  socket.on('count', (frame: { spectators: number }) => spectator.counts.push(frame.spectators))
  const answer = (await socket.emitWithAck('watch', { b: battleId })) as Watched
  if (answer.ok) view = answer.view
  for (const event of early) apply(event)
  return { ...spectator, answer, view: () => view }
}

test('spectators see everything late, in order, and no player sees the other that way', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  const viewer = await TestPlayer.create(platform.urls)
  const live = await viewer.http('GET', '/v1/battles/live')
  expect(live.body['battles']).toContainEqual(expect.objectContaining({ id: battleId, playerCount: 2 }))

  const [first, second] = await Promise.all([watch(viewer, battleId), watch(viewer, battleId, platform.urls[1])])
  expect(first.answer).toMatchObject({ ok: true, delayMs })
  for (const player of [host, friend]) {
    expect((await watch(player, battleId)).answer).toMatchObject({ ok: false, err: { code: 'forbidden' } })
  }

  host.room(battleId).sendEdits({ language: 'python', ops: [{ atMs: 5, change: { text: 'print(1)' } }] })
  await host.submit(battleId, 'print(1)')
  const head = host.room(battleId).state.view?.seq ?? 0
  await until('both have seen the submission', () => [first, second].every((one) => (one.view()?.seq ?? 0) >= head))
  expect(first.view()?.players[0]?.submissions).toHaveLength(1)
  expect(first.view()?.problem?.slug).toBe(host.room(battleId).state.view?.problem?.slug)
  expect(Math.min(...first.delays, ...second.delays)).toBeGreaterThanOrEqual(delayMs - 50)
  await until('the typing came', () => first.typed.length > 0)
  expect(first.typed[0]).toMatchObject({ userId: host.user.id, batches: [{ n: 1, language: 'python' }] })
  await until('both are counted', () => first.counts.at(-1) === 2)

  // Whoever comes later is shown the same, and goes on from there.
  const third = await watch(viewer, battleId)
  expect(third.answer).toMatchObject({ ok: true, players: [{ userId: host.user.id }] })
  // There is no runner: what was received before the end would be waited for.
  await platform.db.query("UPDATE submission SET verdict = 'WA' WHERE battle_id = $1", [battleId])
  await host.command(battleId, { t: 'battle:resign', d: {} })
  // The end is no secret: what is left comes at once.
  await until('all have seen the end', () => [first, second, third].every((one) => one.view()?.state === 'FINISHED'))
  expect(third.view()).toEqual(first.view())

  // Watching has left nothing behind.
  const rows = await platform.db.query('SELECT 1 FROM battle_player WHERE user_id = $1', [viewer.user.id])
  expect(rows).toEqual([])
  host.leave()
  friend.leave()
}, 120_000)

test('a battle that has not begun, and one that is not there, can not be watched', async () => {
  const host = await TestPlayer.create(platform.urls)
  const viewer = await TestPlayer.create(platform.urls)
  const invite = await host.http('POST', '/v1/invites', { difficulty: null, limitMinutes: 5, isRanked: false })
  const battleId = String(invite.body['battleId'])
  expect((await watch(viewer, battleId)).answer).toMatchObject({ ok: false, err: { code: 'wrong-state' } })
  const nowhere = '00000000-0000-4000-8000-000000000000'
  expect((await watch(viewer, nowhere)).answer).toMatchObject({ ok: false, err: { code: 'not-found' } })
})

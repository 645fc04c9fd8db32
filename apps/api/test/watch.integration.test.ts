import { applyBattleEvent } from '@eduscale/rules/battle-view'
import type { BattleView } from '@eduscale/contracts/battle'
import type { Ev } from '@eduscale/contracts/room'
import type { Watched, WatchedCarets, WatchedCode, WatchedEdits } from '@eduscale/contracts/watch'
import { openRoom, startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const delayMs = 3_000
let platform: TestPlatform
const sockets: Socket[] = []

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false, env: { WATCH_DELAY_MS: String(delayMs) } })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
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
  /** Each time that code came to be shown, or hidden. */
  codes: WatchedCode[]
  carets: WatchedCarets[]
  /** All that was ever received, as text. */
  received: () => string
  counts: number[]
}

async function watch(player: TestPlayer, battleId: string, url = platform.urls[0]): Promise<Spectator> {
  const socket = io(`${url}/watch`, { transports: ['websocket'], forceNew: true, auth: { token: player.token } })
  sockets.push(socket)
  const early: Ev[] = []
  const spectator = {
    delays: [] as number[],
    typed: [] as WatchedEdits[],
    codes: [] as WatchedCode[],
    carets: [] as WatchedCarets[],
    counts: [] as number[],
  }
  const frames: unknown[] = []
  socket.onAny((_name: string, frame: unknown) => frames.push(frame))
  socket.on('code', (frame: WatchedCode) => spectator.codes.push(frame))
  socket.on('carets', (frame: WatchedCarets) => spectator.carets.push(frame))
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
  return { ...spectator, answer, view: () => view, received: () => JSON.stringify([answer, frames]) }
}

/** Of the program that a player types. */
const secret = 'print(41 + 1)'

test('spectators see everything but code late, in order, and no player sees the other that way', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  const viewer = await TestPlayer.create(platform.urls)
  const live = await viewer.http('GET', '/v1/battles/live')
  expect(live.body['battles']).toContainEqual(expect.objectContaining({ id: battleId, playerCount: 2 }))

  const [first, second] = await Promise.all([watch(viewer, battleId), watch(viewer, battleId, platform.urls[1])])
  expect(first.answer).toMatchObject({ ok: true, delayMs })
  for (const player of [host, friend]) {
    expect((await watch(player, battleId)).answer).toMatchObject({ ok: false, err: { code: 'forbidden' } })
  }

  host.room(battleId).sendEdits({
    language: 'python',
    ops: [{ atMs: 5, change: { text: secret }, cursor: { line: 3, lines: 4 } }],
  })
  await host.submit(battleId, 'print(1)')
  const head = host.room(battleId).state.view?.seq ?? 0
  await until('both have seen the submission', () => [first, second].every((one) => (one.view()?.seq ?? 0) >= head))
  expect(first.view()?.players[0]?.submissions).toHaveLength(1)
  expect(first.view()?.problem?.slug).toBe(host.room(battleId).state.view?.problem?.slug)
  expect(Math.min(...first.delays, ...second.delays)).toBeGreaterThanOrEqual(delayMs - 50)
  await until('the caret came', () => first.carets.length > 0)
  expect(first.carets[0]).toEqual({ b: battleId, carets: [{ userId: host.user.id, cursor: { line: 3, lines: 4 } }] })
  await until('both are counted', () => first.counts.at(-1) === 2)

  // Whoever comes later is shown the same, and goes on from there.
  const third = await watch(viewer, battleId)
  expect(third.answer).toMatchObject({ ok: true, isCodeShown: false, players: [], carets: [{ userId: host.user.id }] })
  for (const spectator of [first, second, third]) expect(spectator.received()).not.toContain(secret)
  // There is no runner: what was received before the end would be waited for.
  await platform.db.query("UPDATE submission SET verdict = 'WA' WHERE battle_id = $1", [battleId])
  await host.command(battleId, { t: 'battle:resign', d: {} })
  // The end is no secret: what is left comes at once.
  await until('all have seen the end', () => [first, second, third].every((one) => one.view()?.state === 'FINISHED'))
  expect(third.view()).toEqual(first.view())
  await until('all are shown the code then', () => [first, second, third].every((one) => one.received().includes(secret)))

  // Watching has left nothing behind.
  const rows = await platform.db.query('SELECT 1 FROM battle_player WHERE user_id = $1', [viewer.user.id])
  expect(rows).toEqual([])
  host.leave()
  friend.leave()
}, 120_000)

test.each(['match', 'rated invitation', 'casual invitation'] as const)(
  'nobody learns of the code from the api before the end: %s',
  async (kind) => {
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: kind !== 'casual invitation' })
    // All that tells a match from an invitation is where it came from.
    if (kind === 'match') await platform.db.query("UPDATE battle SET origin_kind = 'match' WHERE id = $1", [battleId])
    const viewer = await TestPlayer.create(platform.urls)
    host.room(battleId).sendEdits({ language: 'python', ops: [{ atMs: 5, change: { text: secret } }] })
    await host.submit(battleId, secret)
    const spectator = await watch(viewer, battleId)
    await until('the submission is seen', () => (spectator.view()?.players[0]?.submissions.length ?? 0) > 0)
    expect(spectator.received()).not.toContain(secret)
    for (const path of ['', '/replay', '/record', '/leaderboard']) {
      for (const person of [viewer, friend]) {
        const { body } = await person.http('GET', `/v1/battles/${battleId}${path}`)
        expect(JSON.stringify(body), path).not.toContain(secret)
      }
      if (path !== '') expect((await viewer.http('GET', `/v1/battles/${battleId}${path}`)).status).not.toBe(200)
    }
    const [row] = await platform.db.query<{ id: string }>('SELECT id FROM submission WHERE battle_id = $1', [battleId])
    for (const person of [viewer, friend])
      expect((await person.http('GET', `/v1/submissions/${row?.id ?? ''}`)).status).not.toBe(200)
    host.leave()
    friend.leave()
  },
)

test('code is shown before the end while both players allow it, and no longer', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  const viewer = await TestPlayer.create(platform.urls)
  const spectator = await watch(viewer, battleId)
  host.room(battleId).sendEdits({ language: 'python', ops: [{ atMs: 5, change: { text: secret } }] })
  const allow = (player: TestPlayer, isAllowed: boolean) => player.command(battleId, { t: 'battle:live-code', d: { isAllowed } })

  await allow(host, true)
  await friend.sees(battleId, 'the wish', (view) => view.players[0]?.allowsLiveCode === true)
  await until('spectators see the wish', () => spectator.view()?.players[0]?.allowsLiveCode === true)
  expect(spectator.received()).not.toContain(secret)

  await allow(friend, true)
  await until('the code came', () => spectator.received().includes(secret))
  expect(spectator.codes[0]).toMatchObject({ b: battleId, isShown: true })
  expect((await watch(viewer, battleId)).answer).toMatchObject({ isCodeShown: true, players: [{ userId: host.user.id }] })

  await allow(friend, false)
  await until('it is hidden again', () => spectator.codes.at(-1)?.isShown === false)
  const later = 'print("written after that")'
  host
    .room(battleId)
    .sendEdits({ language: 'python', ops: [{ atMs: 9, change: { text: later }, cursor: { line: 1, lines: 1 } }] })
  await until('where they write is seen', () => spectator.carets.length > 0)
  expect(spectator.received()).not.toContain(later)
  expect((await watch(viewer, battleId)).answer).toMatchObject({ isCodeShown: false, players: [] })
  host.leave()
  friend.leave()
})

test('whoever has watched a room can not come to play in it, and its code stays hidden', async () => {
  const room = await openRoom(platform.urls, {
    players: 2,
    format: 'group',
    problemSlug: null,
    rules: { mayJoinLate: true, maxPlayers: 8 },
  })
  const [host, other] = room.players as [TestPlayer, TestPlayer]
  await Promise.all(room.players.map((player) => player.enter(room.battleId)))
  await host.command(room.battleId, { t: 'battle:start', d: {} })
  await host.sees(room.battleId, 'the start', (view) => view.state === 'RUNNING')
  host
    .room(room.battleId)
    .sendEdits({ language: 'python', ops: [{ atMs: 5, change: { text: secret }, cursor: { line: 1, lines: 1 } }] })

  const viewer = await TestPlayer.create(platform.urls)
  const spectator = await watch(viewer, room.battleId)
  await until('where the host writes is seen', () => spectator.carets.length > 0)
  expect(spectator.received()).not.toContain(secret)
  const join = (person: TestPlayer, url?: string) => person.http('POST', `/v1/invites/${room.inviteId}/join`, undefined, url)
  expect(await join(viewer)).toMatchObject({ status: 403, body: { code: 'has-watched' } })
  // The other node knows it too, and somebody who hasn't watched is welcome.
  expect((await join(viewer, platform.urls[1])).status).toBe(403)
  const late = await TestPlayer.create(platform.urls)
  expect((await join(late)).status).toBe(200)
  expect((await watch(late, room.battleId)).answer).toMatchObject({ ok: false, err: { code: 'forbidden' } })
  for (const player of [host, other, late]) player.leave()
})

test('a battle that has not begun, and one that is not there, can not be watched', async () => {
  const host = await TestPlayer.create(platform.urls)
  const viewer = await TestPlayer.create(platform.urls)
  const invite = await host.http('POST', '/v1/invites', { difficulty: null, limitMinutes: 5, isRanked: false })
  const battleId = String(invite.body['battleId'])
  expect((await watch(viewer, battleId)).answer).toMatchObject({ ok: false, err: { code: 'wrong-state' } })
  const nowhere = '00000000-0000-4000-8000-000000000000'
  expect((await watch(viewer, nowhere)).answer).toMatchObject({ ok: false, err: { code: 'not-found' } })
})

test('a battle whose log can’t be read stops no other that is watched', async () => {
  const [poisoned, good] = await Promise.all([startDuel(platform.urls), startDuel(platform.urls)])
  const viewer = await TestPlayer.create(platform.urls)
  const [ofPoisoned, ofGood] = await Promise.all([watch(viewer, poisoned.battleId), watch(viewer, good.battleId)])
  await until('both are shown', () => [ofPoisoned, ofGood].every((one) => one.view()?.state === 'RUNNING'))
  await platform.db.query(
    `INSERT INTO battle_event (battle_id, seq, type, actor, data, at)
     SELECT battle_id, seq + 1, 'battle:nonsense', actor, data, at - interval '1 minute' FROM battle_event WHERE battle_id = $1 ORDER BY seq DESC LIMIT 1`,
    [poisoned.battleId],
  )
  await good.host.command(good.battleId, { t: 'battle:resign', d: {} })
  await until('the end of the good one is shown', () => ofGood.view()?.state === 'FINISHED')
  expect(ofPoisoned.view()?.state).toBe('RUNNING')
  await platform.db.query('DELETE FROM battle WHERE id = $1', [poisoned.battleId])
})

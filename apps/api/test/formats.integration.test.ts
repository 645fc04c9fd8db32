import { grantRole } from '@eduscale/testing/grant-role'
import { readSubmission } from '@eduscale/testing/read-submission'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: true })
}, 900_000)
afterAll(() => platform.stop())

const defaults = {
  format: 'group',
  scoring: 'first-solve',
  limitMinutes: 20,
  isRanked: false,
  maxPlayers: 8,
  teamCount: null,
  problemSlug: null,
  difficulty: 'easy',
  skills: [],
  languages: null,
  mayJoinLate: false,
  isListed: true,
}

interface Room {
  id: string
  battleId: string
  players: TestPlayer[]
  slug: () => string
}

/** A room with so many in it, on both nodes by turns; nobody has started it. */
async function openRoom(count: number, rules: Partial<Record<keyof typeof defaults, unknown>> = {}): Promise<Room> {
  const players = await Promise.all(
    Array.from({ length: count }, (_, index) => TestPlayer.create(index % 2 === 0 ? platform.urls : platform.urls.toReversed())),
  )
  const [host, ...guests] = players
  if (!host) throw new Error('nobody there')
  const room = await host.http('POST', '/v1/rooms', { ...defaults, ...rules })
  expect(room).toMatchObject({ status: 201 })
  const [id, battleId] = [String(room.body['id']), String(room.body['battleId'])]
  // One after the other, so that the order of seats is known.
  for (const guest of guests) expect((await guest.http('POST', `/v1/invites/${id}/join`)).status).toBe(200)
  await Promise.all(players.map((player) => player.enter(battleId)))
  return { id, battleId, players, slug: () => host.room(battleId).state.view?.problem?.slug ?? '' }
}

async function start({ battleId, players }: Room): Promise<void> {
  expect(await players[0]?.command(battleId, { t: 'battle:start', d: {} })).toMatchObject({ ok: true })
  await Promise.all(players.map((player) => player.sees(battleId, 'the start', (view) => view.state === 'RUNNING')))
}

function leaveAll(players: readonly TestPlayer[]): void {
  for (const player of players) player.leave()
}

async function endNow(battleId: string): Promise<void> {
  await platform.db.query('UPDATE battle SET ends_at = now() WHERE id = $1', [battleId])
  await platform.db.query("UPDATE battle_timer SET fire_at = now() WHERE battle_id = $1 AND kind = 'end'", [battleId])
}

describe('a room', () => {
  test('fills up, is run by its host, and has no more seats than it has', async () => {
    const room = await openRoom(3, { maxPlayers: 3 })
    const { id, battleId, players } = room
    const [host, second, third] = players as [TestPlayer, TestPlayer, TestPlayer]
    const rooms = await host.http('GET', '/v1/rooms')
    expect(rooms.body['rooms']).toContainEqual(expect.objectContaining({ id, playerCount: 3, battleState: 'LOBBY' }))
    const stranger = await TestPlayer.create(platform.urls)
    expect(await stranger.http('POST', `/v1/invites/${id}/join`)).toMatchObject({ status: 409, body: { code: 'room-full' } })
    expect(await second.command(battleId, { t: 'battle:start', d: {} })).toMatchObject({ ok: false, err: { code: 'forbidden' } })
    await host.command(battleId, { t: 'battle:remove', d: { userId: third.user.id } })
    await second.sees(battleId, 'that the third is out', (view) => view.players.length === 2)
    await third.sees(battleId, 'that as well', (view) => view.players.length === 2)
    expect(await third.connection.request('sync', { b: battleId, from: 0 })).toMatchObject({
      ok: false,
      err: { code: 'forbidden' },
    })
    await second.command(battleId, { t: 'battle:decline', d: {} })
    await host.sees(battleId, 'that the second has left', (view) => view.players.length === 1)
    expect(await host.command(battleId, { t: 'battle:start', d: {} })).toMatchObject({ ok: false, err: { code: 'wrong-state' } })
    await host.command(battleId, { t: 'battle:decline', d: {} })
    const closed = await host.sees(battleId, 'the end', (view) => view.state === 'ABORTED')
    expect(closed.result).toMatchObject({ kind: 'aborted', reason: 'cancelled' })
    leaveAll(players)
  })

  test('rules that contradict each other are refused', async () => {
    const player = await TestPlayer.create(platform.urls)
    for (const rules of [
      { format: 'teams' },
      { format: 'duel', maxPlayers: 3 },
      { maxPlayers: 51 },
      { isRanked: true, problemSlug: 'sum' },
      { limitMinutes: 0 },
    ]) {
      expect((await player.http('POST', '/v1/rooms', { ...defaults, ...rules })).status).toBe(400)
    }
  })
})

describe('everybody for themselves', () => {
  test('places go by receipt, whoever gives up is out, and the end comes when all who stayed have solved', async () => {
    const room = await openRoom(4, { isRanked: true })
    const { battleId, players } = room
    await start(room)
    const [host, second, third, fourth] = players as [TestPlayer, TestPlayer, TestPlayer, TestPlayer]
    const right = await readSubmission(room.slug(), 'accepted')
    await fourth.command(battleId, { t: 'battle:resign', d: {} })
    await second.submit(battleId, right)
    await third.submit(battleId, await readSubmission(room.slug(), 'wrong_answer'))
    await host.submit(battleId, right)
    await host.sees(battleId, 'three verdicts', (view) =>
      [0, 1, 2].every((index) => (view.players[index]?.submissions[0]?.verdict ?? null) !== null),
    )
    expect(host.room(battleId).state.view?.state).toBe('RUNNING')
    await third.submit(battleId, right)
    const views = await Promise.all(
      players.map((player) => player.sees(battleId, 'the end', (view) => view.state === 'FINISHED')),
    )
    const order = [second, host, third, fourth].map((player) => player.user.id)
    for (const view of views) {
      expect(view.result).toMatchObject({ reason: 'solved', winnerId: second.user.id })
      expect(view.result?.standings.map((row) => [row.userId, row.place])).toEqual(order.map((id, index) => [id, index + 1]))
    }
    // openskill: the winner up, the last down, and nobody's duel rating is touched.
    const rated = await platform.db.query<{ user_id: string; rating: number }>(
      'SELECT user_id, rating FROM group_rating WHERE user_id = ANY($1) ORDER BY rating DESC',
      [order],
    )
    expect(rated.map((row) => row.user_id)).toEqual(order)
    expect(await platform.db.query('SELECT 1 FROM rating WHERE user_id = ANY($1) AND battles > 0', [order])).toEqual([])

    // The leaderboard is a sorted set, and comes back from the log when it is gone.
    const leaders = async () => (await host.http('GET', `/v1/battles/${battleId}/leaderboard`)).body['leaders']
    const expected = order.map((userId, index) => ({ userId, place: index + 1 }))
    expect(await leaders()).toEqual(expected)
    await until('it is in Redis', async () => (await platform.redis.zcard(`leaderboard:${battleId}`)) === 4)
    await platform.redis.del(`leaderboard:${battleId}`)
    expect(await leaders()).toEqual(expected)
    leaveAll(players)
  })

  test('the fewest bytes win when the time is up', async () => {
    const room = await openRoom(3, { scoring: 'fewest-bytes' })
    const { battleId, players } = room
    await start(room)
    const [host, second] = players as [TestPlayer, TestPlayer]
    const right = await readSubmission(room.slug(), 'accepted')
    await host.submit(battleId, `${right}\n# a remark that costs bytes\n`)
    await second.submit(battleId, right)
    await host.sees(battleId, 'both verdicts', (view) =>
      [0, 1].every((index) => view.players[index]?.submissions[0]?.verdict === 'AC'),
    )
    await endNow(battleId)
    const view = await host.sees(battleId, 'the end', (seen) => seen.state === 'FINISHED')
    expect(view.result).toMatchObject({ reason: 'time', winnerId: second.user.id, ratings: [] })
    expect(view.result?.standings[0]?.bytes).toBe(Buffer.byteLength(right))
    leaveAll(players)
  })

  test('who comes late joins where the rules say so', async () => {
    const room = await openRoom(2, { mayJoinLate: true })
    await start(room)
    const late = await TestPlayer.create(platform.urls)
    expect((await late.http('POST', `/v1/invites/${room.id}/join`)).status).toBe(200)
    await late.enter(room.battleId)
    await late.submit(room.battleId, await readSubmission(room.slug(), 'accepted'))
    const view = await late.sees(room.battleId, 'the verdict', (seen) => seen.players[2]?.submissions[0]?.verdict === 'AC')
    expect(view.state).toBe('RUNNING')
    leaveAll([...room.players, late])
  })
})

test("the first solution of a team is its team's", async () => {
  const room = await openRoom(4, { format: 'teams', teamCount: 2 })
  const { battleId, players } = room
  const [host, second, third] = players as [TestPlayer, TestPlayer, TestPlayer]
  const seated = await host.sees(battleId, 'everybody', (view) => view.players.length === 4)
  expect(seated.players.map((player) => player.team)).toEqual([1, 2, 1, 2])
  await third.command(battleId, { t: 'battle:team', d: { team: 2 } })
  await second.command(battleId, { t: 'battle:team', d: { team: 1 } })
  await start(room)
  await third.submit(battleId, await readSubmission(room.slug(), 'accepted'))
  const view = await host.sees(battleId, 'the end', (seen) => seen.state === 'FINISHED')
  expect(view.result).toMatchObject({ reason: 'accepted', winnerId: third.user.id, winnerTeam: 2 })
  expect(view.result?.standings.map((row) => [row.team, row.place])).toEqual([
    [2, 1],
    [2, 1],
    [1, 2],
    [1, 2],
  ])
  const again = await Promise.all([host, second].map((player) => player.command(battleId, { t: 'battle:rematch', d: {} })))
  const rooms = again.map((ack) => (ack.ok ? ack.res['battleId'] : ack.err))
  expect(rooms[0]).toBe(rooms[1])
  const seats = await platform.db.query('SELECT 1 FROM battle_player WHERE battle_id = $1', [rooms[0]])
  expect(seats).toHaveLength(2)
  leaveAll(players)
})

describe('a duel', () => {
  test('is a draw when both want it, and an offer ends with the next submission', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    await host.command(battleId, { t: 'battle:offer-draw', d: {} })
    await friend.sees(battleId, 'the offer', (view) => view.players[0]?.offersDraw === true)
    await host.submit(battleId, 'print("no")')
    await friend.sees(battleId, 'that it was taken back', (view) => view.players[0]?.offersDraw === false)
    for (const player of [friend, host]) await player.command(battleId, { t: 'battle:offer-draw', d: {} })
    const view = await friend.sees(battleId, 'the end', (seen) => seen.state === 'FINISHED')
    expect(view.result).toMatchObject({ reason: 'agreed', winnerId: null })
    expect(view.result?.ratings.map((row) => Math.round(row.after))).toEqual([1500, 1500])
    leaveAll([host, friend])
  })

  test('asks for a draw once, and not again and again', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const say = (player: TestPlayer, t: 'battle:offer-draw' | 'battle:withdraw-draw' | 'battle:decline-draw') =>
      player.command(battleId, { t, d: {} })
    const tooSoon = { ok: false, err: { code: 'draw-too-soon' } }
    for (const close of [() => say(host, 'battle:withdraw-draw'), () => say(friend, 'battle:decline-draw')]) {
      expect(await say(host, 'battle:offer-draw')).toMatchObject({ ok: true })
      expect(await close()).toMatchObject({ ok: true })
      expect(await say(host, 'battle:offer-draw')).toMatchObject(tooSoon)
      // Something has happened.
      await friend.submit(battleId, 'print("no")')
    }
    expect(await say(host, 'battle:offer-draw')).toMatchObject({ ok: true })
    await say(friend, 'battle:decline-draw')
    expect(await say(host, 'battle:offer-draw')).toMatchObject(tooSoon)
    // The other hasn't asked, and to agree is no offer.
    expect(await say(friend, 'battle:offer-draw')).toMatchObject({ ok: true })
    expect(await say(host, 'battle:offer-draw')).toMatchObject({ ok: true })
    await friend.sees(battleId, 'the end', (view) => view.result?.kind === 'finished' && view.result.reason === 'agreed')
    leaveAll([host, friend])
  })

  test('tells who asked for a rematch, and what became of it', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
    const path = `/v1/battles/${battleId}/rematch`
    await host.command(battleId, { t: 'battle:resign', d: {} })
    await friend.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
    expect((await friend.http('GET', path)).body).toEqual({ rematch: null })
    expect((await friend.http('POST', `${path}/decline`)).status).toBe(404)

    const ack = await host.command(battleId, { t: 'battle:rematch', d: {} })
    const asked = { battleId: ack.ok && ack.res['battleId'], askedBy: [host.user.id] }
    expect((await friend.http('GET', path)).body['rematch']).toMatchObject({ ...asked, state: 'READY_CHECK', userId: null })
    const stranger = await TestPlayer.create(platform.urls)
    expect((await stranger.http('POST', `${path}/decline`)).status).toBe(403)

    // Twice, as somebody does who is impatient: what it led to is the answer both times.
    const declined = { ...asked, state: 'ABORTED', reason: 'declined', userId: friend.user.id }
    for (let time = 0; time < 2; time += 1) {
      expect((await friend.http('POST', `${path}/decline`)).body['rematch']).toMatchObject(declined)
    }
    expect((await host.http('GET', path)).body['rematch']).toMatchObject(declined)
    leaveAll([host, friend])
  })

  test('can be called off by an administrator, who says why', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const admin = await TestPlayer.create(platform.urls)
    const reason = { reason: 'The statement was wrong.' }
    expect((await admin.http('POST', `/v1/battles/${battleId}/void`, reason)).status).toBe(403)
    await grantRole(platform.db, admin.user.id, 'admin')
    await admin.renew()
    expect((await admin.http('POST', `/v1/battles/${battleId}/void`, reason)).status).toBe(200)
    const view = await friend.sees(battleId, 'the end', (seen) => seen.state === 'VOID')
    expect(view.result).toMatchObject({ kind: 'voided', reason: 'admin', note: reason.reason, ratings: [] })
    expect((await admin.http('POST', `/v1/battles/${battleId}/void`, reason)).status).toBe(409)
    expect((await admin.http('POST', `/v1/battles/${battleId}/void`, { reason: ' - ' })).status).toBe(400)
    const audit = await platform.db.query('SELECT actor_id, action, before, after, data FROM audit_entry WHERE subject = $1', [
      battleId,
    ])
    const [before, after] = [{ state: 'RUNNING' }, { state: 'VOID' }]
    expect(audit).toEqual([{ actor_id: admin.user.id, action: 'battle-voided', before, after, data: reason }])
    leaveAll([host, friend])
  })
})

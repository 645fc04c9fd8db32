import { Client } from 'pg'
import { connectionTo } from '@eduscale/db/connection'
import { randomUUID } from 'node:crypto'
import { addresses } from '@eduscale/contracts/routes/addresses'
import { ApiClient } from '@eduscale/client/api-client'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

/* What a client sends again for want of an answer is done once, on whatever node it arrives. */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 120_000)
afterAll(() => platform.stop())

const create = () => TestPlayer.create(platform.urls)
const duel = { difficulty: 'easy', limitMinutes: 20, isRanked: false } as const

interface Answered {
  status: number
  body: Record<string, unknown>
}

async function send(player: TestPlayer, path: string, given: { id: string; body?: object; node?: number }): Promise<Answered> {
  const response = await fetch(`${platform.urls[given.node ?? 0]}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${player.token}`,
      'attempt-id': given.id,
      ...(given.body && { 'content-type': 'application/json' }),
    },
    ...(given.body && { body: JSON.stringify(given.body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function countBattles(player: TestPlayer): Promise<number | undefined> {
  const rows = await platform.db.query<{ n: number }>('SELECT count(*)::int AS n FROM battle_player WHERE user_id = $1', [
    player.user.id,
  ])
  return rows[0]?.n
}

test('twenty at once on two nodes act once, and all get the same answer', async () => {
  const player = await create()
  const id = randomUUID()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => send(player, '/v1/invites', { id, body: duel, node: index % 2 })),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]).toMatchObject({ status: 201, body: { isMine: true } })
  expect(await countBattles(player)).toBe(1)
})

test('a client whose answer was lost asks again by itself, and gets it', async () => {
  const player = await create()
  const sent: string[] = []
  const api = new ApiClient({
    urls: platform.urls,
    getToken: () => player.token,
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      sent.push(new Headers(init?.headers).get('attempt-id') ?? '')
      if (sent.length < 3) throw new TypeError('the answer was lost')
      return response
    },
  })
  const invite = await api.call(addresses.createInvite, { body: duel })
  expect(sent).toHaveLength(3)
  expect(new Set(sent).size).toBe(1)
  expect(await countBattles(player)).toBe(1)
  expect(await player.api.call(addresses.getInvite, { params: { id: invite.id } })).toEqual(invite)
})

test('the answer is the first one, whatever has come of it since; a refusal too', async () => {
  const player = await create()
  const [opens, again] = [randomUUID(), randomUUID()]
  const body = { difficulty: null, language: null, isRanked: true }
  const opened = await send(player, '/v1/tickets', { id: opens, body })
  const refused = await send(player, '/v1/tickets', { id: again, body, node: 1 })
  expect([opened.status, refused.status, refused.body['code']]).toEqual([201, 409, 'already-queued'])
  await player.api.call(addresses.cancelTicket, {})
  expect(await send(player, '/v1/tickets', { id: opens, body, node: 1 })).toEqual(opened)
  expect(await send(player, '/v1/tickets', { id: again, body })).toEqual(refused)
  expect(await player.api.call(addresses.getMe, {})).toMatchObject({ isQueued: false })
})

test('another body or another path is another request, and is told so', async () => {
  const [player, host] = await Promise.all([create(), create()])
  const id = randomUUID()
  await send(player, '/v1/invites', { id, body: duel })
  const other = await send(player, '/v1/invites', { id, body: { ...duel, limitMinutes: 30 }, node: 1 })
  expect(other).toMatchObject({ status: 409, body: { code: 'attempt-differs' } })

  const invites = [await host.api.call(addresses.createInvite, { body: duel }), { id: 'AAAAAAAAAA' }]
  const joins = randomUUID()
  const [first, second] = [invites[0]?.id, invites[1]?.id].map((invite) => `/v1/invites/${invite}/join`)
  expect((await send(player, String(first), { id: joins })).status).toBe(200)
  expect((await send(player, String(second), { id: joins })).body['code']).toBe('attempt-differs')
  // At another route the id is another attempt's.
  expect((await send(player, '/v1/tickets/current/renew', { id: joins })).body['code']).toBe('not-found')
})

test('somebody else’s attempt of the same id is their own', async () => {
  const [ada, ben] = await Promise.all([create(), create()])
  const id = randomUUID()
  const [hers, his] = [await send(ada, '/v1/invites', { id, body: duel }), await send(ben, '/v1/invites', { id, body: duel })]
  expect([hers.status, his.status]).toEqual([201, 201])
  expect(his.body['id']).not.toBe(hers.body['id'])
  expect(his.body['host']).toMatchObject({ id: ben.user.id })
})

test('an id that is none is refused, and without one everything is as ever', async () => {
  const player = await create()
  expect((await send(player, '/v1/invites', { id: 'twice', body: duel })).body['code']).toBe('bad-request')
  const ids = [
    await player.api.call(addresses.createInvite, { body: duel }),
    await player.api.call(addresses.createInvite, { body: duel }),
  ]
  expect(new Set(ids.map((invite) => invite.id)).size).toBe(2)
})

/** As a node leaves it that was last heard of so long ago. */
async function leaveBehind(player: TestPlayer, id: string, { node, seconds }: { node: string; seconds: number }): Promise<void> {
  const answered = randomUUID()
  await send(player, '/v1/invites', { id: answered, body: duel })
  await platform.db.query(
    `INSERT INTO http_attempt (user_id, route, id, given_hash, holder, node, seen_at)
     SELECT user_id, route, $2::uuid, given_hash, gen_random_uuid(), $3, now() - $4::int * interval '1 second'
     FROM http_attempt WHERE id = $1`,
    [answered, id, node, seconds],
  )
}

test('one whose node has no connection any more is taken over soon; one whose node has, after a while', async () => {
  const player = await create()
  const take = async (node: string, seconds: number) => {
    const id = randomUUID()
    await leaveBehind(player, id, { node, seconds })
    const startedAt = performance.now()
    const { status, body } = await send(player, '/v1/invites', { id, body: duel })
    return { status, code: body['code'], withinMs: performance.now() - startedAt }
  }
  // A pool closes connections that nobody needs: this one of the first node is old enough in any case.
  const old = new Client({ ...connectionTo(platform.db.url), application_name: 'api-1' })
  await old.connect()
  expect(await take('gone', 4)).toMatchObject({ status: 201 })
  expect(await take('api-1', 16)).toMatchObject({ status: 201 })
  const age = `SELECT 1 FROM pg_stat_activity WHERE pid = pg_backend_pid() AND backend_start < clock_timestamp() - interval '5 seconds'`
  await until('the connection is older than what was left behind', async () => (await old.query(age)).rows.length > 0)
  const early = await take('api-1', 4)
  await old.end()
  expect(early).toMatchObject({ status: 503, code: 'attempt-running' })
  // Before a client gives the node up.
  expect(early.withinMs).toBeLessThan(5_500)
}, 60_000)

/** A client whose first node is this one. */
async function openInviteAt(first: string, player: TestPlayer) {
  vi.spyOn(Math, 'random').mockReturnValueOnce(0)
  const api = new ApiClient({ urls: [first, ...platform.urls], getToken: () => player.token })
  return api.call(addresses.createInvite, { body: duel })
}

async function listOpenInvites(player: TestPlayer): Promise<string[]> {
  const rows = await platform.db.query<{ id: string }>(
    `SELECT b.origin_key AS id FROM battle b JOIN battle_player p ON p.battle_id = b.id WHERE p.user_id = $1 AND b.state = 'LOBBY'`,
    [player.user.id],
  )
  return rows.map(({ id }) => id)
}

test.each([
  ['before it is done', 'attempt-claimed', 1],
  // What its statement did is there: the route's own rules see to it that it counts once.
  ['when it is done, and nobody knows', 'attempt-done', 2],
  ['when the answer is kept', 'attempt-kept', 1],
])(
  'a node dies over an attempt %s: the client’s call ends as done, once',
  async (_when, failpoint, made) => {
    const player = await create()
    const doomed = await platform.startNode({ FAILPOINTS: `${failpoint}=kill@1`, ROLES: 'http' })
    const startedAt = performance.now()
    const invite = await openInviteAt(doomed.url, player)
    await doomed.ended
    expect(performance.now() - startedAt).toBeLessThan(15_000)
    expect(await listOpenInvites(player)).toEqual([invite.id])
    expect(await countBattles(player)).toBe(made)
  },
  60_000,
)

test('a node that stands still over an attempt, and goes on, does it alone', async () => {
  const player = await create()
  const slow = await platform.startNode({ FAILPOINTS: 'attempt-claimed=block:9000@1', ROLES: 'http' })
  const invite = await openInviteAt(slow.url, player)
  expect(await listOpenInvites(player)).toEqual([invite.id])
  expect(await countBattles(player)).toBe(1)
  await slow.stop()
}, 60_000)

test('work that takes long is not taken over while its node is well', async () => {
  const player = await create()
  const slow = await platform.startNode({ FAILPOINTS: 'attempt-done=sleep:17000@1', ROLES: 'http' })
  const invite = await openInviteAt(slow.url, player)
  expect(await listOpenInvites(player)).toEqual([invite.id])
  expect(await countBattles(player)).toBe(1)
  await slow.stop()
}, 60_000)

test('a day later it is forgotten', async () => {
  const player = await create()
  const [old, young] = [randomUUID(), randomUUID()]
  for (const id of [old, young]) await send(player, '/v1/invites', { id, body: duel })
  const age = (id: string, hours: number) =>
    platform.db.query(`UPDATE http_attempt SET started_at = now() - $2::int * interval '1 hour' WHERE id = $1`, [id, hours])
  await age(old, 25)
  await age(young, 23)
  const left = async () =>
    (await platform.db.query<{ id: string }>('SELECT id FROM http_attempt WHERE user_id = $1', [player.user.id])).map(
      ({ id }) => id,
    )
  const node = await platform.startNode()
  await until('the old one is gone', async () => (await left()).length === 1)
  await node.stop()
  expect(await left()).toEqual([young])
})

import { randomUUID } from 'node:crypto'
import { judgeQueueName, verdictQueueName, type JudgeJob, type JudgeResult } from '@eduscale/contracts/judge'
import { openRoom, startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { takeTestRedis } from '@eduscale/testing/test-services'
import Bull from 'bull'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'

/* Nobody's flood is before anybody else's program. This test is the runner, of one slot, and judges when it is told to. */
let platform: TestPlatform
let lane: Bull.Queue<JudgeJob>
let results: Bull.Queue<JudgeResult>
const slug = 'lonely-mittens'
/** Taken by the runner and not judged yet, and all that it has judged, by author, in order. */
let atHand: { job: JudgeJob; judge: () => void } | null = null
const authors: string[] = []
const most = { waiting: 0 }

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false, env: { TRUSTED_PROXIES: '127.0.0.1', GUESTS_PER_ADDRESS: '5' } })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  await platform.db.query(
    `INSERT INTO runner (id, seen_at, breaker, slots, busy_slots, sandbox_level, languages)
     VALUES ('by hand', now() + interval '1 day', 'closed', 1, 0, '', '[]')`,
  )
  const redisUrl = await takeTestRedis()
  await platform.startBot(1)
  lane = new Bull<JudgeJob>(judgeQueueName, redisUrl)
  results = new Bull<JudgeResult>(verdictQueueName, redisUrl)
  void lane.process(1, async ({ data: job }) => {
    await new Promise<void>((resolve) => (atHand = { job, judge: resolve }))
    authors.push(job.origin.userId)
    const { submissionId, origin } = job
    const judged = { verdict: 'WA' as const, compile: null, tests: [], total: 0, score: null, groups: [], error: null }
    await results.add({ submissionId, origin, runnerId: 'by hand', sandboxLevel: '', ...judged }, { attempts: 3 })
  })
}, 120_000)
afterAll(async () => {
  atHand?.judge()
  await Promise.all([lane, results].map((queue) => queue?.close()))
  await platform.stop()
})

async function judgeOne(): Promise<void> {
  await until('the runner has one', () => atHand !== null)
  most.waiting = Math.max(most.waiting, await lane.getWaitingCount(), (await lane.getJobCounts()).waiting)
  const { judge } = atHand ?? { judge: () => {} }
  atHand = null
  judge()
}

const body = (code = 'print(1)') => ({ cid: randomUUID(), slug, language: 'python', code })
const waitingOf = async (player: TestPlayer) =>
  (await platform.db.query('SELECT 1 FROM submission WHERE user_id = $1 AND verdict IS NULL', [player.user.id])).length

test('of many requests at the same moment no more are taken than of one after the other', async () => {
  const player = await TestPlayer.create(platform.urls)
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, index) => player.http('POST', '/v1/submissions', body(), platform.urls[index % 2])),
  )
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(4)
  expect(new Set(answers.filter(({ status }) => status !== 202).map(({ body: told }) => told['code']))).toEqual(
    new Set(['too-many-submissions']),
  )
  expect(await waitingOf(player)).toBe(4)
  for (let judged = 0; judged < 4; judged += 1) await judgeOne()
  await until('all have their verdict', async () => (await waitingOf(player)) === 0)
})

test('a stranger’s program is judged after the one at hand, whatever waits of somebody else', async () => {
  const [flood, stranger] = [await TestPlayer.create(platform.urls), await TestPlayer.create(platform.urls)]
  await platform.db.query(
    `INSERT INTO submission (id, kind, user_id, cid, problem_slug, language, code)
     SELECT gen_random_uuid(), 'practice', $1, gen_random_uuid(), $2, 'python', 'print(1)' FROM generate_series(1, 50)`,
    [flood.user.id, slug],
  )
  await until('the runner has one of the flood', () => atHand?.job.origin.userId === flood.user.id)
  const before = authors.length
  const first = await stranger.http('POST', '/v1/submissions', body())
  const second = await stranger.http('POST', '/v1/submissions', body())
  // What is told is what happens: one at hand, then theirs; and one of the flood's between their first and second.
  expect(first.body['ahead']).toBe(1)
  const look = async (id: unknown) => (await stranger.http('GET', `/v1/submissions/${String(id)}`)).body['ahead']
  expect(await look(first.body['submissionId'])).toBe(1)
  expect(await look(second.body['submissionId'])).toBeLessThanOrEqual(4)
  for (let judged = 0; judged < 8; judged += 1) await judgeOne()
  await until('eight are judged', () => authors.length >= before + 8)
  const served = authors.slice(before)
  expect(served[0]).toBe(flood.user.id)
  expect(served[1]).toBe(stranger.user.id)
  expect(served.slice(0, 5).filter((author) => author === stranger.user.id)).toHaveLength(2)
  // The flood waits in the database and not with the runner.
  expect(await waitingOf(flood)).toBeGreaterThan(40)
  expect(most.waiting).toBeLessThanOrEqual(2)
  await platform.db.query(`UPDATE submission SET verdict = 'SKIPPED' WHERE user_id = $1 AND verdict IS NULL`, [flood.user.id])
})

/** Whoever's is judged next, until nothing is left of these. Each comes after the verdict before it, and the runner is fed again. */
async function judgeAllOf(players: readonly TestPlayer[]): Promise<string[]> {
  const before = authors.length
  const ids = players.map(({ user }) => user.id)
  const look = async () => {
    const [row] = await platform.db.query<{ open: number; is_fed: boolean }>(
      `SELECT count(*)::int AS open,
              count(fed_at) >= least(2, count(DISTINCT coalesce(guest_address, user_id::text))) AS is_fed
       FROM submission WHERE user_id = ANY($1::uuid[]) AND verdict IS NULL`,
      [ids],
    )
    return row ?? { open: 0, is_fed: true }
  }
  for (let { open } = await look(); open > 0; open -= 1) {
    await judgeOne()
    await until('it is judged', async () => {
      const now = await look()
      return now.open < open && now.is_fed && (atHand !== null || now.open === 0)
    })
  }
  return authors.slice(before)
}

test('guests of one address take turns as one person, and among themselves', async () => {
  const crowd = await Promise.all(Array.from({ length: 5 }, () => TestPlayer.create(platform.urls, '198.51.100.7')))
  const stranger = await TestPlayer.create(platform.urls, '198.51.100.8')
  for (let nth = 0; nth < 3; nth += 1)
    for (const guest of crowd) expect((await guest.http('POST', '/v1/submissions', body())).status).toBe(202)
  await until('the runner has one of the crowd', () => atHand !== null)
  const sent = await Promise.all([1, 2].map(() => stranger.http('POST', '/v1/submissions', body())))
  expect(sent.map(({ body: told }) => Number(told['ahead'])).toSorted((a, b) => a - b)[0]).toBe(1)
  const served = await judgeAllOf([...crowd, stranger])
  expect(served[1]).toBe(stranger.user.id)
  expect(served.slice(0, 5).filter((author) => author === stranger.user.id)).toHaveLength(2)
  // Everybody’s first before anybody’s second.
  const ofCrowd = served.filter((author) => author !== stranger.user.id)
  for (const round of [0, 5, 10]) expect(new Set(ofCrowd.slice(round, round + 5)).size).toBe(5)
  // Nothing of where they were is kept.
  expect(await platform.db.query('SELECT 1 FROM submission WHERE guest_address IS NOT NULL')).toEqual([])
})

const runBody = () => ({ problem: { by: 'slug', slug }, language: 'python', code: 'while True: pass', files: [], input: null })
/** Sends an endless run, or a submission, and answers how many are said to be served before. */
async function send(player: TestPlayer, kind: 'run' | 'submission' = 'run'): Promise<unknown> {
  const { status, body: told } = await (kind === 'run'
    ? player.http('POST', '/v1/runs', runBody())
    : player.http('POST', '/v1/submissions', body()))
  expect(status).toBe(202)
  return told['ahead']
}

/** Whose was judged, in order, by the letter of each. */
async function orderOf(players: Readonly<Record<string, TestPlayer>>): Promise<string> {
  const letters = new Map(Object.entries(players).map(([letter, { user }]) => [user.id, letter]))
  return (await judgeAllOf(Object.values(players))).map((author) => letters.get(author)).join('')
}

const guestAt = async (address: string) => TestPlayer.create(platform.urls, address)
async function createMember(address: string): Promise<TestPlayer> {
  const name = `Turn ${randomUUID().slice(0, 8)}`
  return (await guestAt(address)).becomeMember({ name, password: 'a long enough password' })
}

test.each(['run', 'submission'] as const)('a guest’s flood of runs is before no %s of another of the address', async (kind) => {
  const [a, o] = [await guestAt('198.51.100.20'), await guestAt('198.51.100.20')]
  for (let nth = 0; nth < 4; nth += 1) await send(a)
  expect(await send(o, kind)).toBe(1)
  expect(await orderOf({ a, o })).toBe('aoaaa')
})

test('a guest whose runs never end holds up another of the address for one of them, however many were before', async () => {
  const [a, o] = [await guestAt('198.51.100.21'), await guestAt('198.51.100.21')]
  for (let nth = 0; nth < 4; nth += 1) await send(a)
  for (let nth = 0; nth < 3; nth += 1) {
    await judgeOne()
    await until('the next is at hand', async () => atHand !== null && (await waitingOf(a)) === 3)
    await send(a)
  }
  expect(await send(o)).toBe(1)
  expect(await orderOf({ a, o })).toBe('aoaaa')
})

test('a fifth member comes after one run of each of four, and not after all of theirs', async () => {
  const [a, b, c, d, e] = [
    await createMember('198.51.100.22'),
    await createMember('198.51.100.22'),
    await createMember('198.51.100.22'),
    await createMember('198.51.100.22'),
    await createMember('198.51.100.22'),
  ]
  for (const member of [a, b, c, d]) for (let nth = 0; nth < 4; nth += 1) await send(member)
  expect(await send(e)).toBe(4)
  // Two nodes that feed at the same moment may swap two people who come one after the other.
  const order = await orderOf({ a, b, c, d, e })
  const placesOf = (who: string) => Array.from(order, (one, place) => (one === who ? [place] : [])).flat()
  const late = [5, 9, 13, 17].flatMap((end, round) =>
    Array.from(round === 0 ? 'abcde' : 'abcd').filter((who) => (placesOf(who)[round] ?? 99) > end),
  )
  expect({ order, late }).toEqual({ order, late: [] })
  expect(order).toHaveLength(17)
})

test('an address has no more turns for guests who are new', async () => {
  const [a, b] = [await guestAt('198.51.100.23'), await guestAt('198.51.100.24')]
  for (const player of [a, b]) for (let nth = 0; nth < 4; nth += 1) await send(player)
  const crowd: Record<string, TestPlayer> = {}
  for (const letter of ['v', 'w', 'x', 'y']) {
    const guest = (crowd[letter] = await guestAt('198.51.100.25'))
    await send(guest)
  }
  expect(await orderOf({ a, b, ...crowd })).toBe('abvabwabxaby')
})

test('whoever has waited for minutes comes before those who are new', async () => {
  const [a, b, n] = [await guestAt('198.51.100.26'), await guestAt('198.51.100.27'), await guestAt('198.51.100.28')]
  for (const player of [a, b, a]) await send(player)
  await until('the runner has one', () => atHand !== null)
  await platform.db.query(`UPDATE feed_turn SET fed_at = fed_at - interval '6 minutes'`)
  expect(await send(n)).toBe(3)
  expect(await orderOf({ a, b, n })).toBe('aban')
})

test('guests of one address fill no more of the queue than ten persons may', async () => {
  const crowd = await Promise.all(Array.from({ length: 7 }, () => TestPlayer.create(platform.urls, '198.51.100.9')))
  const answers = await Promise.all(
    crowd.flatMap((guest) => [0, 1, 0, 1].map((node) => guest.http('POST', '/v1/submissions', body(), platform.urls[node]))),
  )
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(20)
  await judgeAllOf(crowd)
})

test('a run doesn’t stand behind all that others have submitted', async () => {
  const others = await Promise.all(
    Array.from({ length: 12 }, (_, index) => TestPlayer.create(platform.urls, `203.0.113.${index}`)),
  )
  const runner = await TestPlayer.create(platform.urls, '203.0.113.99')
  for (const other of others) await other.http('POST', '/v1/submissions', body())
  await until('the runner has one', () => atHand !== null)
  expect(await send(runner)).toBeLessThanOrEqual(2)
  const served = await judgeAllOf([...others, runner])
  expect(served.indexOf(runner.user.id)).toBeLessThanOrEqual(2)
})

test('a submission in a battle takes the turn of the address that its socket has', async () => {
  const player = await TestPlayer.create(platform.urls, '198.51.100.10')
  const opened = await player.http('POST', '/v1/bot-battles', { difficulty: 'easy', limitMinutes: 10 })
  const battleId = String(opened.body['battleId'])
  await platform.db.query(
    `UPDATE battle SET state = 'RUNNING', problem_slug = $2, starts_at = now(), ends_at = now() + interval '10 minutes' WHERE id = $1`,
    [battleId, slug],
  )
  const extraHeaders = { 'x-forwarded-for': '198.51.100.10' }
  const socket = io(platform.urls[0] ?? '', { transports: ['websocket'], auth: { token: player.token }, extraHeaders })
  const cmd = { cid: randomUUID(), b: battleId, t: 'battle:submit', d: { language: 'python', code: 'print(1)' } }
  expect(await socket.timeout(10_000).emitWithAck('cmd', cmd)).toMatchObject({ ok: true })
  const rows = await platform.db.query('SELECT guest_address FROM submission WHERE battle_id = $1', [battleId])
  expect(rows).toEqual([{ guest_address: '198.51.100.10' }])
  await judgeAllOf([player])
  socket.disconnect()
})

test('runs in one lane and a battle with the bot in another are not one program for each slot', async () => {
  const [player, stranger] = [await guestAt('198.51.100.30'), await guestAt('198.51.100.31')]
  const opened = await player.http('POST', '/v1/bot-battles', { difficulty: 'easy', limitMinutes: 10 })
  const battleId = String(opened.body['battleId'])
  await platform.db.query(`UPDATE runner SET slots = 2, speed_step = 1 WHERE id = 'by hand'`)
  await platform.db.query(`UPDATE battle SET state = 'RUNNING', problem_slug = $2, speed_step = 1 WHERE id = $1`, [
    battleId,
    slug,
  ])
  await platform.db.query(
    `INSERT INTO submission (id, kind, user_id, guest_address, cid, battle_id, problem_slug, language, code)
     SELECT gen_random_uuid(), kind, $1, '198.51.100.30', gen_random_uuid(), battle, $2, 'python', 'while True: pass'
     FROM (VALUES ('practice', NULL), ('practice', NULL), ('battle', $3::uuid), ('battle', $3::uuid)) AS mine(kind, battle)`,
    [player.user.id, slug, battleId],
  )
  await send(stranger, 'submission')
  const fedOf = async ({ user }: TestPlayer) =>
    (await platform.db.query('SELECT FROM submission WHERE user_id = $1 AND fed_at IS NOT NULL AND verdict IS NULL', [user.id]))
      .length
  await until('the stranger’s is with the runner', async () => (await fedOf(stranger)) === 1)
  expect(await fedOf(player)).toBe(1)
  // The battle's, if it is one of them that the runner has, lies in the step's lane, where this test takes nothing from.
  await platform.db.query(
    `UPDATE submission SET verdict = 'SKIPPED' WHERE verdict IS NULL AND (fed_at IS NULL OR kind = 'battle')`,
  )
  await platform.db.query(`UPDATE runner SET slots = 1, speed_step = NULL WHERE id = 'by hand'`)
  await judgeAllOf([player, stranger])
})

test('one battle against the bot at a time', async () => {
  const player = await TestPlayer.create(platform.urls)
  const open = async () => player.http('POST', '/v1/bot-battles', { difficulty: 'easy', limitMinutes: 10 })
  const opened = await open()
  expect(opened.status).toBe(201)
  expect(await open()).toMatchObject({ status: 409, body: { code: 'already-playing', data: opened.body } })
})

test('of five battles against the bot that are asked for at once there is one', async () => {
  const player = await TestPlayer.create(platform.urls)
  const open = async (node: number) =>
    player.http('POST', '/v1/bot-battles', { difficulty: 'easy', limitMinutes: 10 }, platform.urls[node % 2])
  const answers = await Promise.all([0, 1, 2, 3, 4].map(open))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409])
})

test('a room that its host begins is a casual battle like any other', async () => {
  const first = await openRoom(platform.urls, { players: 2, format: 'duel', problemSlug: null })
  const [host, friend] = first.players
  if (!host || !friend) throw new Error('two were asked for')
  await host.enter(first.battleId)
  expect(await host.command(first.battleId, { t: 'battle:start', d: {} })).toMatchObject({ ok: true })
  const second = await openRoom(platform.urls, { players: 2, format: 'group', problemSlug: null, rules: { maxPlayers: 3 } })
  const [other] = second.players
  await friend.http('POST', `/v1/invites/${second.inviteId}/join`)
  await other?.enter(second.battleId)
  const ack = await other?.command(second.battleId, { t: 'battle:start', d: {} })
  expect(ack).toMatchObject({ ok: false, err: { code: 'already-playing' } })
  for (const player of [...first.players, ...second.players]) player.leave()
})

test('a group that plays on for hours holds nobody who left its page', async () => {
  const { battleId, players } = await openRoom(platform.urls, { players: 3, format: 'group', problemSlug: null })
  const [host] = players
  if (!host) throw new Error('three were asked for')
  await host.enter(battleId)
  await host.command(battleId, { t: 'battle:start', d: {} })
  const held = async () =>
    (await platform.db.query('SELECT FROM battle_player WHERE active_casual IS NOT NULL AND battle_id = $1', [battleId])).length
  expect(await held()).toBe(3)
  await host.sees(battleId, 'the start', ({ state }) => state === 'RUNNING')
  await platform.db.query(`UPDATE battle SET starts_at = now() - interval '3 minutes' WHERE id = $1`, [battleId])
  await platform.db.query(
    `UPDATE battle_player SET seen_at = now() - interval '3 minutes' WHERE battle_id = $1 AND user_id <> $2`,
    [battleId, host.user.id],
  )
  await until('the two are free, and the host is not', async () => (await held()) === 1)
  host.leave()
})

test('one casual battle with people at a time, and none with the bot beside it', async () => {
  const { host, friend, battleId } = await startDuel(platform.urls, { isRanked: false })
  const other = await startDuel(platform.urls, { isRanked: false })
  const invited = await other.host.http('POST', '/v1/invites', { limitMinutes: 10, isRanked: false, difficulty: null })
  // The other host's own duel goes on: they can't be ready in a second one, nor can whoever comes.
  const joined = await host.http('POST', `/v1/invites/${String(invited.body['id'])}/join`)
  const second = String(joined.body['battleId'])
  await host.enter(second)
  const ack = await host.command(second, { t: 'battle:ready', d: {} })
  expect(ack).toMatchObject({ ok: false, err: { code: 'already-playing' } })
  const bot = { difficulty: 'easy', limitMinutes: 10 }
  expect((await host.http('POST', '/v1/bot-battles', bot)).body).toMatchObject({ code: 'already-playing', data: { battleId } })
  // Once it is over they are free.
  await host.command(battleId, { t: 'battle:resign', d: {} })
  await friend.sees(battleId, 'the end', ({ state }) => state === 'FINISHED')
  expect(await host.command(second, { t: 'battle:ready', d: {} })).toMatchObject({ ok: true })
  expect((await friend.http('POST', '/v1/bot-battles', bot)).status).toBe(201)
  for (const player of [host, friend, other.host, other.friend]) player.leave()
})

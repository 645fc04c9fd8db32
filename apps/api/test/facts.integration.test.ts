import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { factAreas, type FactType } from '@eduscale/contracts/facts'
import { createDb } from '@eduscale/db'
import { connectionTo } from '@eduscale/db/connection'
import { Failpoints } from '@eduscale/platform/failpoint'
import { createLogger } from '@eduscale/platform/logger'
import { KilledBeforeReady } from '@eduscale/testing/platform-process'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliverFacts, type Consumer } from '../src/facts/deliver-facts'
import { createSemaphore } from '../src/facts/semaphore'

/* What happened is told to whoever hears of it: each fact once, in order, and no bad one stops the others. */
let platform: TestPlatform
let player: TestPlayer
const slug = 'lonely-mittens'

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: 'scripted', env: { ITEM_RETRY_MS: '100', ITEM_TRIES: '3' } })
  player = await TestPlayer.create(platform.urls)
}, 120_000)
afterAll(() => platform.stop())

const judged = (userId: string, acceptedChange: number) =>
  JSON.stringify({
    kind: 'practice',
    userId,
    battleId: null,
    problemSlug: slug,
    language: 'python',
    verdict: acceptedChange < 0 ? 'WA' : 'AC',
    acceptedChange,
  })
const insert = 'INSERT INTO fact (area, type, subject, number, data) VALUES ($1, $2, $3, $4, $5) RETURNING id::text'
const factOf = (type: FactType, subject: string, number: number, data: string) => [factAreas[type], type, subject, number, data]
async function write(...fact: Parameters<typeof factOf>): Promise<string> {
  const rows = await platform.db.query<{ id: string }>(insert, factOf(...fact))
  return rows[0]?.id ?? ''
}

/** Accepted submissions in each skill of the problem. */
async function tallyOf(userId: string): Promise<number> {
  const rows = await platform.db.query<{ accepted: number }>('SELECT accepted FROM skill_tally WHERE user_id = $1', [userId])
  expect(new Set(rows.map(({ accepted }) => accepted)).size).toBeLessThanOrEqual(1)
  return rows[0]?.accepted ?? 0
}
const untilTally = (userId: string, count: number, withinMs?: number) =>
  until(`the tally is ${count}`, async () => (await tallyOf(userId)) === count, withinMs)

async function metric(name: string): Promise<number[]> {
  const pages = await Promise.all(platform.nodes.map(async ({ internalUrl }) => (await fetch(`${internalUrl}/metrics`)).text()))
  return pages
    .flatMap((page) => page.split('\n').filter((line) => line.startsWith(name)))
    .map((line) => Number(line.split(' ').at(-1)))
}

test('accounts, verdicts and battles tell what happened, in the statement that it happened in', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  expect((await host.submit(battleId, 'verdict AC after 50 ms, 2 of 2 tests')).ok).toBe(true)
  for (const one of [host, friend]) await one.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
  const facts = await platform.db.query<{ type: string; subject: string; number: number }>(
    `SELECT type, subject, number FROM fact WHERE subject IN ($1, $2) OR data->>'battleId' = $1 ORDER BY xid, id`,
    [battleId, host.user.id],
  )
  // The last two in one statement.
  expect(facts.map(({ type }) => type).toSorted()).toEqual(['account-created', 'battle-finished', 'submission-judged'])
  const [end] = await platform.db.query<{ seq: number }>(
    `SELECT seq FROM battle_event WHERE battle_id = $1 AND type = 'battle:finished'`,
    [battleId],
  )
  expect(facts.find(({ type }) => type === 'battle-finished')).toEqual({
    type: 'battle-finished',
    subject: battleId,
    number: end?.seq,
  })
  await until('the results are kept', async () => (await resultsOf(battleId)).length === 2)
  expect(await resultsOf(battleId)).toEqual([
    { user_id: host.user.id, outcome: 'won', place: 1 },
    { user_id: friend.user.id, outcome: 'lost', place: 2 },
  ])
  await untilTally(host.user.id, 1)
  expect(await tallyOf(friend.user.id)).toBe(0)
  const member = await friend.becomeMember({ name: `Nora ${randomUUID().slice(0, 6)}`, password: 'a long password' })
  const told = await platform.db.query(`SELECT type, number FROM fact WHERE subject = $1 ORDER BY xid, id`, [member.user.id])
  expect(told).toEqual([
    { type: 'account-created', number: 1 },
    { type: 'account-upgraded', number: 2 },
  ])
})

function resultsOf(battleId: string): Promise<object[]> {
  return platform.db.query('SELECT user_id, outcome, place FROM battle_result WHERE battle_id = $1 ORDER BY outcome DESC', [
    battleId,
  ])
}

test('a fact is not lost that was begun before another one and ended after that was read', async () => {
  const slow = new Client(connectionTo(platform.db.url))
  await slow.connect()
  await slow.query('BEGIN')
  const first = await slow.query(insert, factOf('submission-judged', randomUUID(), 1, judged(player.user.id, 1)))
  const second = await write('submission-judged', randomUUID(), 1, judged(player.user.id, 1))
  expect(Number(first.rows[0].id)).toBeLessThan(Number(second))
  await until('it is known who holds the facts back', async () =>
    (await metric('facts_oldest_writer_seconds')).some((s) => s > 1),
  )
  expect(await tallyOf(player.user.id)).toBe(0)
  await until('the log names it', () =>
    platform.nodes.some((node) => node.output().includes('a transaction holds all facts back')),
  )
  await slow.query('COMMIT')
  await slow.end()
  await untilTally(player.user.id, 2)
})

test('a fact of a battle that comes after a later one changes nothing', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  await host.command(battleId, { t: 'battle:resign', d: {} })
  await until('the results are kept', async () => (await resultsOf(battleId)).length === 2)
  const won = await resultsOf(battleId)
  expect(won).toMatchObject([{ user_id: friend.user.id, outcome: 'won' }, { outcome: 'lost' }])
  const [{ number, data }] = (await platform.db.query<{ number: number; data: object }>(
    `SELECT number, data FROM fact WHERE subject = $1 AND type = 'battle-finished'`,
    [battleId],
  )) as [{ number: number; data: object }]
  const corrected = JSON.stringify({ ...data, winnerId: host.user.id, standings: [] })
  await write('battle-corrected', battleId, number + 2, corrected)
  await write('battle-corrected', battleId, number + 1, JSON.stringify(data))
  await write('submission-judged', randomUUID(), 1, judged(friend.user.id, 1))
  await until('the correction counts', async () => JSON.stringify(await resultsOf(battleId)) !== JSON.stringify(won))
  await until('all are read', async () => (await metric('facts_lag_seconds')).every((seconds) => seconds === 0))
  expect(await resultsOf(battleId)).toMatchObject([{ user_id: host.user.id, outcome: 'won' }, { outcome: 'lost' }])
})

test('a fact that can’t be applied stops no other; it is set aside, listed, retried and skipped', async () => {
  const { user } = await TestPlayer.create(platform.urls)
  const factId = await write('submission-judged', randomUUID(), 1, '{"userId": 7}')
  for (let count = 0; count < 3; count += 1) await write('submission-judged', randomUUID(), 1, judged(user.id, 1))
  await untilTally(user.id, 3)
  await until('it is set aside', async () => {
    const rows = await platform.db.query<{ tries: number; next_at: Date | null }>(
      'SELECT tries, next_at FROM fact_retry WHERE fact_id = $1',
      [factId],
    )
    return rows.length === 1 && rows[0]?.next_at === null && rows[0].tries === 3
  })
  await until('somebody can see it', async () =>
    (await metric('facts_failed{consumer="skill-tally",state="set_aside"')).includes(1),
  )
  expect(await facts('list')).toContain(factId)
  await platform.db.query('UPDATE fact SET data = $2 WHERE id = $1', [factId, judged(user.id, 1)])
  expect(await facts('retry', 'skill-tally', factId)).toContain('again at once')
  await untilTally(user.id, 4)
  await until('it is done', async () => !(await facts('list')).includes(factId))
  await expect(facts('skip', 'skill-tally', factId)).rejects.toThrow('no fact')
})

async function facts(...args: string[]): Promise<string> {
  const env = { ...process.env, DATABASE_URL: platform.db.url }
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/facts.ts', ...args], { env })
  return stdout
}

test('ten thousand facts are applied once each, while nodes are killed at every place where they can be', async () => {
  const { user } = await TestPlayer.create(platform.urls)
  const perSkill = 'SELECT coalesce(max(accepted), 0)::int AS accepted FROM skill_tally WHERE user_id = $1'
  const count = 10_000
  const kills = ['facts-read=kill@3', 'fact-applied=kill@150', 'fact-applied=kill@777', 'before-facts-commit=kill@4']
  for (const node of platform.nodes) await node.stop()
  await platform.db.query(
    `INSERT INTO fact (area, type, subject, number, data)
     SELECT 'judge', 'submission-judged', gen_random_uuid()::text, 1, $1::jsonb FROM generate_series(1, $2)`,
    [judged(user.id, 1), count],
  )
  for (const failpoint of kills) {
    const node = await platform.startNode({ FAILPOINTS: failpoint }).catch((error: unknown) => {
      if (!(error instanceof KilledBeforeReady)) throw error
      return null
    })
    await node?.ended
  }
  const [{ accepted } = { accepted: count }] = await platform.db.query<{ accepted: number }>(perSkill, [user.id])
  expect(accepted).toBeLessThan(count)
  platform.nodes.splice(0, platform.nodes.length, ...(await Promise.all([1, 2, 3].map(() => platform.startNode()))))
  platform.urls.splice(0, platform.urls.length, ...platform.nodes.map((node) => node.url))
  await untilTally(user.id, count, 200_000)
  const [row] = await platform.db.query('SELECT count(*)::int AS retries FROM fact_retry')
  expect(row).toEqual({ retries: 0 })
}, 300_000)

test('a fact that ends every process that applies it is set aside, and the others go on', async () => {
  const { user } = await TestPlayer.create(platform.urls)
  for (const node of platform.nodes) await node.stop()
  const killer = await write('battle-corrected', randomUUID(), 1, '{}')
  for (let count = 0; count < 2; count += 1) await write('submission-judged', randomUUID(), 1, judged(user.id, 1))
  const deadly = { FAILPOINTS: 'apply-battle-corrected=kill' }
  const isSetAside = async () => {
    const rows = await platform.db.query<{ error: string }>(
      'SELECT error FROM fact_retry WHERE fact_id = $1 AND next_at IS NULL',
      [killer],
    )
    return rows[0]?.error.includes('ended') ?? false
  }
  let starts = 0
  while (!(await isSetAside())) {
    starts += 1
    expect(starts).toBeLessThanOrEqual(8)
    const node = await platform.startNode(deadly).catch((error: unknown) => {
      if (!(error instanceof KilledBeforeReady)) throw error
      return null
    })
    if (node === null) continue
    await Promise.race([node.ended, until('it is set aside', isSetAside)])
    if (await isSetAside()) await node.stop()
  }
  expect(starts).toBeGreaterThan(3)
  const aside = await platform.db.query('SELECT consumer FROM fact_retry WHERE next_at IS NULL')
  expect(aside).toEqual([{ consumer: 'battle-results' }])
  const again = await Promise.all([1, 2].map(() => platform.startNode(deadly)))
  platform.nodes.splice(0, platform.nodes.length, ...again)
  platform.urls.splice(0, platform.urls.length, ...again.map((node) => node.url))
  await untilTally(user.id, 2)
  expect(await facts('skip', 'battle-results', killer)).toContain('never')
})

test('a consumer that is no more can be forgotten', async () => {
  await platform.db.query(`INSERT INTO fact_cursor (consumer, xid, fact_id) VALUES ('of-old', '0'::xid8, 0)`)
  expect(await facts('list')).toContain('of-old')
  const lag = () => metric('facts_lag_seconds{consumer="of-old"')
  await until('each node says how far it is behind', async () => (await lag()).length === platform.nodes.length)
  expect(await facts('forget', 'of-old')).toContain('forgotten')
  expect(await facts('list')).not.toContain('of-old')
  await until('no node says that of it any more', async () => (await lag()).length === 0)
  await expect(facts('forget', 'of-old')).rejects.toThrow('no consumer')
  await platform.db.query(`DELETE FROM fact_cursor WHERE consumer = 'of-old'`)
})

test('one that is forgotten and still runs is told nothing twice', async () => {
  const { user } = await TestPlayer.create(platform.urls)
  await write('submission-judged', randomUUID(), 1, judged(user.id, 1))
  await untilTally(user.id, 1)
  expect(await facts('forget', 'skill-tally')).toContain('where it was')
  await write('submission-judged', randomUUID(), 1, judged(user.id, 1))
  await until('it is told of again', async () => (await facts('list')).includes('skill-tally'))
  await until('all are read', async () => (await metric('facts_lag_seconds')).every((seconds) => seconds === 0))
  expect(await tallyOf(user.id)).toBe(2)
})

test('after a logical restore the facts of before are told to nobody again, and those of after to everybody', async () => {
  const { user } = await TestPlayer.create(platform.urls)
  const told =
    'SELECT count(*)::int AS count FROM fact f, fact_cursor c WHERE c.consumer = $1 AND (f.xid, f.id) > (c.xid, c.fact_id)'
  await until('all are read', async () => {
    const [row] = await platform.db.query<{ count: number }>(told, ['skill-tally'])
    return row?.count === 0
  })
  // As if the numbers of transactions were those of a server that had lived for long.
  await platform.db.query(`UPDATE fact SET xid = (xid::text::numeric + 1000000000)::text::xid8`)
  await platform.db.query(`UPDATE fact_cursor SET xid = (xid::text::numeric + 1000000000)::text::xid8`)
  await write('submission-judged', randomUUID(), 1, judged(user.id, 1))
  await until('it is named', async () => (await metric('facts_in_future')).some((value) => value === 1))
  expect(await tallyOf(user.id)).toBe(0)
  expect(await facts('rebase')).toContain('in their order')
  await untilTally(user.id, 1)
  expect(await facts('rebase')).toContain('nothing to do')
})

test('after a restore into a younger server, whose facts of now lie among those of before', async () => {
  const { user } = await TestPlayer.create(platform.urls)
  await write('submission-judged', randomUUID(), 1, judged(user.id, 1))
  await untilTally(user.id, 1)
  await until('all are read', async () => (await metric('facts_lag_seconds')).every((seconds) => seconds === 0))
  // The cursors had gone further than the facts, as they do where other transactions come after.
  await platform.db.query(`UPDATE fact_cursor SET xid = (xid::text::numeric + 1000000000)::text::xid8`)
  await write('submission-judged', randomUUID(), 1, judged(user.id, 1))
  await until('it is named', async () => (await metric('facts_in_future')).some((value) => value === 1))
  expect(await tallyOf(user.id)).toBe(1)
  expect(await facts('rebase')).toContain('in their order')
  await untilTally(user.id, 2)
  expect(await facts('rebase')).toContain('nothing to do')
  await until('it is named no more', async () => (await metric('facts_in_future')).every((value) => value === 0))
  // Nothing at all may be left of the facts of before.
  await until('all are read', async () => (await metric('facts_lag_seconds')).every((seconds) => seconds === 0))
  await platform.db.query('DELETE FROM fact_retry')
  await platform.db.query('DELETE FROM fact')
  await platform.db.query(`UPDATE fact_cursor SET xid = (xid::text::numeric + 1000000000)::text::xid8`)
  expect(await facts('rebase')).toContain('in their order')
  await write('submission-judged', randomUUID(), 1, judged(user.id, 1))
  await untilTally(user.id, 3)
})

test('more consumers than connections do not wait for each other', async () => {
  const poolSize = 3
  const db = createDb({ url: platform.db.url, poolSize, applicationName: 'test' })
  const subject = randomUUID()
  const id = await write('account-upgraded', subject, 1, '{}')
  const told = new Set<string>()
  const consumers = Array.from({ length: 6 }, (_, place): Consumer => {
    const name = `test-${subject}-${place}`
    return { name, types: ['account-upgraded'], apply: async (_tx, fact) => void (fact.id === id && told.add(name)) }
  })
  const options = {
    db,
    log: createLogger('test', { level: 'silent' }),
    failpoints: new Failpoints('facts-read=sleep:200'),
    maxTries: 3,
    firstWaitMs: 60_000,
    portions: createSemaphore(1),
  }
  await until('the fact is settled', async () => {
    await Promise.all(consumers.map((consumer) => deliverFacts(options, consumer)))
    return told.size === consumers.length
  })
  expect([...told].toSorted()).toEqual(consumers.map(({ name }) => name))
  await platform.db.query(`DELETE FROM fact_cursor WHERE consumer LIKE 'test-%'`)
  await db.$disconnect()
})

test('whatever words a consumer fails with, they are kept, and what comes behind is applied', async () => {
  const db = createDb({ url: platform.db.url, poolSize: 2, applicationName: 'test' })
  const subject = randomUUID()
  const bad = await write('account-created', subject, 1, '{"kind":"guest"}')
  const good = await write('account-created', subject, 2, '{"kind":"guest"}')
  const applied: string[] = []
  const consumer: Consumer = {
    name: `test-${subject}`,
    types: ['account-created'],
    apply: async (_tx, { id }) => {
      if (id === bad) throw new Error(`a NUL \0, a half \ud83d, and a whole ${'\u{1f600}'.repeat(300)}`)
      applied.push(id)
    },
  }
  const options = {
    db,
    log: createLogger('test', { level: 'silent' }),
    failpoints: new Failpoints(''),
    maxTries: 3,
    firstWaitMs: 60_000,
    portions: createSemaphore(1),
  }
  await until('the good one is applied', async () => {
    await deliverFacts(options, consumer)
    return applied.includes(good)
  })
  const [retry] = await platform.db.query<{ error: string }>('SELECT error FROM fact_retry WHERE fact_id = $1', [bad])
  expect(retry?.error).toMatch(/^a NUL \ufffd, a half \ufffd, and a whole /)
  await platform.db.query('DELETE FROM fact_retry WHERE fact_id = $1', [bad])
  await platform.db.query('DELETE FROM fact_cursor WHERE consumer = $1', [consumer.name])
  await db.$disconnect()
})

test('a transaction that takes long ends, and the next goes on behind it', async () => {
  const db = createDb({ url: platform.db.url, poolSize: 2, applicationName: 'test' })
  const subject = randomUUID()
  const ids: string[] = []
  for (const number of [1, 2, 3]) ids.push(await write('account-upgraded', subject, number, '{}'))
  const [applied, transactions] = [[] as string[], new Set<string>()]
  let at = 0
  const consumer: Consumer = {
    name: `test-${subject}`,
    types: ['account-upgraded'],
    apply: async (tx, fact) => {
      at += 6_000
      if (fact.subject !== subject) return
      const [row] = await tx.$queryRaw<{ xid: string }[]>`SELECT pg_current_xact_id()::text AS xid`
      transactions.add(row?.xid ?? '')
      applied.push(fact.id)
    },
  }
  const options = {
    db,
    log: createLogger('test', { level: 'silent' }),
    failpoints: new Failpoints(''),
    maxTries: 3,
    firstWaitMs: 60_000,
    portions: createSemaphore(1),
  }
  await until('all are applied', async () => {
    await deliverFacts({ ...options, now: () => at }, consumer)
    return applied.length >= ids.length
  })
  expect([applied, transactions.size]).toEqual([ids, ids.length])
  await platform.db.query('DELETE FROM fact_cursor WHERE consumer = $1', [consumer.name])
  await db.$disconnect()
})

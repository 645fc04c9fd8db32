import { randomUUID } from 'node:crypto'
import { createDb, type Db } from '@eduscale/db'
import { connectionTo } from '@eduscale/db/connection'
import { createFreshDatabase, type FreshDatabase } from '@eduscale/testing/fresh-database'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renewLeases } from '../src/areas/arena/presence/presence.queries'

/* Statements that write several rows lock them in one order, and one that meets a deadlock all the same is run again. */
let database: FreshDatabase
const nodes: Db[] = []

beforeAll(async () => {
  database = await createFreshDatabase()
  // As in a database with many battles: each list is gone through in its own order.
  const name = new URL(database.url).pathname.slice(1)
  for (const plan of ['seqscan', 'hashjoin', 'mergejoin']) await database.query(`ALTER DATABASE ${name} SET enable_${plan} = off`)
  for (const name of ['one', 'other']) nodes.push(createDb({ url: database.url, poolSize: 4, applicationName: name }))
})
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.$disconnect()))
  await database.drop()
})

async function countDeadlocks(): Promise<number> {
  await database.query('SELECT pg_stat_clear_snapshot()')
  const [row] = await database.query<{ deadlocks: number }>(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  )
  return row?.deadlocks ?? -1
}

async function seatPlayers(count: number): Promise<{ battleId: string; userId: string }[]> {
  const players = Array.from({ length: count }, () => ({ battleId: randomUUID(), userId: randomUUID() }))
  await database.query(
    `WITH given AS (SELECT * FROM jsonb_to_recordset($1) AS g("battleId" uuid, "userId" uuid)),
     users AS (INSERT INTO "user" (id, name, name_key, kind) SELECT "userId", "userId"::text, "userId"::text, 'guest' FROM given),
     battles AS (
       INSERT INTO battle (id, origin_kind, origin_key, state, version, rules)
       SELECT "battleId", 'invite', "battleId"::text, 'LOBBY', 1, '{}' FROM given)
     INSERT INTO battle_player (battle_id, user_id, position) SELECT "battleId", "userId", 0 FROM given`,
    [JSON.stringify(players)],
  )
  return players
}

test('two nodes renew the leases of the same players, each in its own order', async () => {
  const players = await seatPlayers(250)
  const before = await countDeadlocks()
  for (let round = 0; round < 20; round += 1)
    await Promise.all(
      nodes.flatMap((node, place) => [
        renewLeases(node, place === 0 ? players : players.toReversed(), 0),
        renewLeases(node, place === 0 ? players.toReversed() : players, 0),
      ]),
    )
  expect(await countDeadlocks()).toBe(before)
})

test('a statement that was ended to break a deadlock is run again', async () => {
  const [node] = nodes
  if (!node) throw new Error('no node')
  const before = await countDeadlocks()
  await database.query('CREATE TABLE locked (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)')
  await database.query('INSERT INTO locked SELECT generate_series(1, 2)')
  const other = new Client({
    connectionString: database.url,
    options: `${connectionTo(database.url).options} -c deadlock_timeout=1min`,
  })
  await other.connect()
  await other.query('BEGIN')
  await other.query('UPDATE locked SET n = n + 1 WHERE id = 2')
  // One after the other, in this order.
  const both = node.sql`
    WITH first AS (UPDATE locked SET n = n + 10 WHERE id = 1 RETURNING id)
    UPDATE locked SET n = n + 10 FROM first WHERE locked.id = first.id + 1`
  const holds = async () =>
    (await database.query(`SELECT FROM pg_stat_activity WHERE application_name = 'one' AND wait_event_type = 'Lock'`)).length > 0
  while (!(await holds()));
  await other.query('UPDATE locked SET n = n + 1 WHERE id = 1')
  await other.query('COMMIT')
  await other.end()
  await both
  expect(await database.query('SELECT id, n FROM locked ORDER BY id')).toEqual([
    { id: 1, n: 11 },
    { id: 2, n: 11 },
  ])
  expect(await countDeadlocks()).toBe(before + 1)
})

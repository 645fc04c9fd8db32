import { createDb, Prisma, type Db } from '@eduscale/db'
import { createLogger } from '@eduscale/platform/logger'
import { createEmptyDatabase, type FreshDatabase } from '@eduscale/testing/fresh-database'
import { until } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startChores, type Chore } from '../src/roles/chores'

let database: FreshDatabase
let db: Db

beforeAll(async () => {
  database = await createEmptyDatabase()
  db = createDb({ url: database.url, poolSize: 2, applicationName: 'chores' })
  await db.$executeRaw`CREATE TABLE heap (id int)`
}, 60_000)
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const heapIsFull = Prisma.sql`EXISTS (SELECT FROM heap)`
const always = Prisma.sql`true`

async function withChores(chores: readonly Chore[], look: () => Promise<void>): Promise<void> {
  const stopping = new AbortController()
  const ended = startChores({ db, log: createLogger('chores', { level: 'silent' }) }, chores, stopping.signal)
  try {
    await look()
  } finally {
    stopping.abort()
    await ended
  }
}

test('a chore is done when its condition holds, and not before', async () => {
  let done = 0
  const work = async () => {
    done += 1
    await db.$executeRaw`DELETE FROM heap`
  }
  let looks = 0
  const counter: Chore = { name: 'counter', isDue: always, work: () => Promise.resolve((looks += 1)) }
  await withChores([{ name: 'heap', isDue: heapIsFull, work }, counter], async () => {
    await until('two looks', () => looks >= 2)
    expect(done).toBe(0)
    await db.$executeRaw`INSERT INTO heap VALUES (1)`
    await until('the heap is cleared', async () => done === 1 && (await db.$queryRaw<object[]>`SELECT FROM heap`).length === 0)
    const before = looks
    await until('two more looks', () => looks >= before + 2)
    expect(done).toBe(1)
  })
})

test('one that hangs is not begun twice, and neither it nor one that fails keeps others waiting', async () => {
  let hanging = 0
  let failed = 0
  let done = 0
  let seldom = 0
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const chores: Chore[] = [
    { name: 'hangs', isDue: always, work: () => ((hanging += 1), held) },
    { name: 'fails', isDue: always, work: () => Promise.reject(new Error(`for the ${(failed += 1)}. time`)) },
    { name: 'works', isDue: always, work: () => Promise.resolve((done += 1)) },
    { name: 'seldom', isDue: always, everyMs: 60_000, work: () => Promise.resolve((seldom += 1)) },
  ]
  await withChores(chores, async () => {
    await until('three looks', () => done >= 3)
    release()
  })
  expect(hanging).toBe(1)
  expect(failed).toBeGreaterThanOrEqual(3)
  expect(seldom).toBe(1)
})

import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { loadConfig } from '@eduscale/platform/config'
import { Redis } from 'ioredis'
import { z } from 'zod'

// `npm test` starts them.
const schema = z.object({
  /** Any database on a PostgreSQL that tests may use as they like. */
  TEST_DATABASE_URL: z.string(),
  /** One Redis for each file that runs at a time, with commas between them. */
  TEST_REDIS_URL: z.string(),
})

const waitMs = 120_000
/** Of the database that says whose a Redis is: tests empty their own alone. */
const ownersDatabase = 15
let taken: Promise<string> | null = null

export function getTestDatabaseUrl(): string {
  return loadConfig(schema).TEST_DATABASE_URL
}

/**
 * A Redis that no other test file has before this process ends; the same at each call. Throws where none gets free. (Vitest's own
 * number of a worker may be given to two files at a time, where projects follow each other.)
 */
export function takeTestRedis(): Promise<string> {
  taken ??= takeFree(loadConfig(schema).TEST_REDIS_URL.split(','))
  return taken
}

async function takeFree(urls: readonly string[]): Promise<string> {
  for (const deadline = Date.now() + waitMs; Date.now() < deadline; await wait(100)) {
    for (const url of urls) if (await isMine(url)) return url
  }
  throw new Error('every Redis of TEST_REDIS_URL is in use by another test file')
}

async function isMine(url: string): Promise<boolean> {
  const redis = new Redis(url, { db: ownersDatabase })
  try {
    const me = nameOf(process.pid)
    // Read first: a test that is at work on it may have it take no writes.
    const owner = await redis.get('owner')
    if (owner === null) return (await redis.set('owner', me, 'NX')) === 'OK'
    if (isAlive(owner)) return owner === me
    // Whoever else finds the same dead owner compares as well, so one of them takes it.
    const take = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('SET', KEYS[1], ARGV[2])"
    return (await redis.eval(take, 1, 'owner', owner, me)) !== null
  } finally {
    redis.disconnect()
  }
}

function isAlive(owner: string): boolean {
  return nameOf(Number.parseInt(owner, 10)) === owner
}

/** A process by its number and when it began, since numbers are used again. */
function nameOf(pid: number): string {
  try {
    // Field 22 of proc(5)'s stat, counted from behind the name, which may have spaces.
    const startedAt = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19]
    return `${pid} since ${startedAt}`
  } catch {
    return `${pid} is gone`
  }
}

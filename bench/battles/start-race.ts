import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { redlockOnlyTable } from './redlock-only'

type Query = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>

export interface RaceResult {
  starts: number
  attempts: number
  /** Battles too many. */
  duplicates: number
  failures: string[]
}

const starters = 2
const perBatch = 50
/** A process that holds locks stands still for three times as long as they live, in every batch. */
const lockTtlMs = 100
const pause = `start-locked=block:${3 * lockTtlMs}%${perBatch / 2}`

/** `starts` battles, each of which two processes want to start at the same moment. */
export async function raceStarts(options: {
  databaseUrl: string
  redisUrl: string
  query: Query
  players: readonly string[]
  starts: number
  variant: 'guarded' | 'redlock-only'
}): Promise<RaceResult> {
  const { query, variant, starts } = options
  for (const sql of redlockOnlyTable.split(';')) await query(sql)
  const children = Array.from({ length: starters }, () =>
    fork(fileURLToPath(new URL('starter.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx'],
      env: {
        ...process.env,
        DATABASE_URL: options.databaseUrl,
        REDIS_URL: options.redisUrl,
        FAILPOINTS: pause,
        LOCK_TTL_MS: String(lockTtlMs),
        VARIANT: variant,
      },
    }),
  )
  const failures: string[] = []
  const race = randomUUID()
  try {
    await Promise.all(children.map((child) => once(child, 'message')))
    for (let done = 0; done < starts; done += perBatch) {
      const keys = Array.from({ length: Math.min(perBatch, starts - done) }, (_, index) => `${race}:${done + index}`)
      const answers = await Promise.all(children.map((child) => runBatch(child, { keys, players: options.players })))
      failures.push(...answers.flatMap(({ failed }) => failed))
    }
  } finally {
    for (const child of children) child.kill()
  }
  const table = variant === 'guarded' ? 'battle' : 'redlock_only_battle'
  const [row] = await query<{ battles: number; keys: number }>(
    `SELECT count(*)::int AS battles, count(DISTINCT origin_key)::int AS keys FROM ${table} WHERE origin_key LIKE $1`,
    [`${race}:%`],
  )
  const { battles = 0, keys = 0 } = row ?? {}
  if (keys !== starts) failures.push(`${starts - keys} of ${starts} were never started`)
  return { starts, attempts: starters * starts, duplicates: battles - keys, failures: [...new Set(failures)] }
}

async function runBatch(
  child: ChildProcess,
  batch: { keys: string[]; players: readonly string[] },
): Promise<{ failed: string[] }> {
  child.send(batch)
  const [answer] = (await once(child, 'message')) as [{ failed: string[] }]
  return answer
}

import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { redlockOnlyTable } from './redlock-only'

type Query = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>

export interface RaceOptions {
  databaseUrl: string
  redisUrl: string
  query: Query
  /** One for each `startsPerPair`: a problem is looked for among what its players have met, so nobody should have met thousands. */
  pairs: readonly (readonly string[])[]
  starts: number
  /** How many times, about, a process stands still while it holds locks. */
  pauses: number
  variant: 'guarded' | 'redlock-only'
  /** What isn't begun by then is left out. */
  withinMs: number
  onProgress: (progress: { done: number; duplicates: number; pauses: number }) => void
}

export interface RaceResult {
  starts: number
  /** Battles too many. */
  duplicates: number
  pauses: number
  counters: Counters
  failures: string[]
}

const countersSchema = z.record(z.string(), z.number())
type Counters = z.infer<typeof countersSchema>

/** What a starter says after each batch: all since its beginning, apart from what failed. */
const answerSchema = z.object({ failed: z.array(z.string()), pauses: z.number(), counters: countersSchema })
type Answer = z.infer<typeof answerSchema>

const starters = 2
export const startsPerPair = 200
/** In between the two wait for each other; large, so that one goes on while the other stands still. */
const perBatch = 500
/** A process that holds locks stands still for three times as long as they live. */
const lockTtlMs = 100
export const pauseMs = 3 * lockTtlMs
const progressEveryMs = 5_000

/** `starts` battles, each of which two processes want to start at the same moment. */
export async function raceStarts(options: RaceOptions): Promise<RaceResult> {
  const { query, starts } = options
  for (const sql of redlockOnlyTable.split(';')) await query(sql)
  const race = randomUUID()
  const children = Array.from({ length: starters }, () => forkStarter(options))
  const failures = new Set<string>()
  let answers: Answer[] = []
  const deadline = Date.now() + options.withinMs
  let done = 0
  let toldAt = Date.now()
  try {
    await Promise.all(children.map((child) => once(child, 'message')))
    while (done < starts && Date.now() < deadline) {
      const batch = Array.from({ length: Math.min(perBatch, starts - done) }, (_, index) => ({
        originKey: `${race}:${done + index}`,
        players: options.pairs[Math.floor((done + index) / startsPerPair)] ?? [],
      }))
      answers = await Promise.all(children.map((child) => runBatch(child, batch)))
      done += batch.length
      for (const { failed } of answers) for (const failure of failed) failures.add(failure)
      if (Date.now() - toldAt < progressEveryMs) continue
      toldAt = Date.now()
      const { duplicates } = await count(options, race)
      options.onProgress({ done, duplicates, pauses: sum(answers, (answer) => answer.pauses) })
    }
  } finally {
    for (const child of children) child.kill()
  }
  const { keys, duplicates } = await count(options, race)
  if (keys !== done) failures.add(`${done - keys} of ${done} were never started`)
  const names = Object.keys(answers[0]?.counters ?? {})
  const counters = Object.fromEntries(names.map((name) => [name, sum(answers, (answer) => answer.counters[name] ?? 0)]))
  return { starts: done, duplicates, pauses: sum(answers, (answer) => answer.pauses), counters, failures: [...failures] }
}

async function runBatch(
  child: ChildProcess,
  batch: readonly { originKey: string; players: readonly string[] }[],
): Promise<Answer> {
  if (child.exitCode !== null || child.signalCode !== null) throw new Error('a starter has ended')
  child.send(batch)
  const stop = new AbortController()
  const ended = once(child, 'exit', stop).then(() => Promise.reject(new Error('a starter has ended')))
  try {
    const [answer] = await Promise.race([once(child, 'message', stop), ended])
    return answerSchema.parse(answer)
  } finally {
    stop.abort()
    ended.catch(() => {})
  }
}

function forkStarter({ databaseUrl, redisUrl, variant, starts, pauses }: RaceOptions): ChildProcess {
  // Each start comes by in one of the processes, so the pauses are shared among them.
  const everyPass = Math.max(1, Math.floor(starts / Math.max(1, pauses)))
  return fork(fileURLToPath(new URL('starter.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      FAILPOINTS: pauses === 0 ? '' : `start-locked=block:${pauseMs}%${everyPass}`,
      LOCK_TTL_MS: String(lockTtlMs),
      VARIANT: variant,
    },
  })
}

async function count({ query, variant }: RaceOptions, race: string): Promise<{ keys: number; duplicates: number }> {
  const table = variant === 'guarded' ? 'battle' : 'redlock_only_battle'
  const [row] = await query<{ battles: number; keys: number }>(
    `SELECT count(*)::int AS battles, count(DISTINCT origin_key)::int AS keys FROM ${table} WHERE origin_key LIKE $1`,
    [`${race}:%`],
  )
  const { battles = 0, keys = 0 } = row ?? {}
  return { keys, duplicates: battles - keys }
}

function sum(answers: readonly Answer[], of: (answer: Answer) => number): number {
  return answers.reduce((total, answer) => total + of(answer), 0)
}

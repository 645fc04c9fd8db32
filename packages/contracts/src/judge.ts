import { z } from 'zod'
import { languageIds, languageIdSchema } from './language'
import { maxCapturedBytes, maxSourceBytes, maxSourceFiles, maxSourcesBytes } from './source-limits'
import { storableTextSchema } from './storable-text'
import { verdictSchema } from './verdict'

export { maxCapturedBytes, maxSourceBytes, maxSourceFiles, maxSourcesBytes }

/** Bull queues between api and runner. Bulk work has its own, so that a runner can keep a slot from it. */
export const judgeQueueName = 'judge-submission'
export const bulkQueueName = 'judge-bulk'
/** By how much limits of time are stretched; steps, so that what is judged on two machines of one step can be compared. */
export const speedSteps = [1, 1.5, 2, 3, 4] as const
export type SpeedStep = (typeof speedSteps)[number]
/** What only runners of that step take from: the submissions of one battle. */
export function stepQueueName(step: SpeedStep): string {
  return `${judgeQueueName}-${step}`
}
/** And what only they take from beside other work: what is rejudged of such a battle. */
export function stepBulkQueueName(step: SpeedStep): string {
  return `${bulkQueueName}-${step}`
}
export const verdictQueueName = 'apply-verdict'
/** The Redis channel of volatile progress. */
export const judgeProgressChannel = 'eduscale:judge-progress'
/** Redis channel of jobs whose judging shall end: their authors have withdrawn them. All runners hear of each. */
export const judgeCancelChannel = 'eduscale:judge-cancel'
/** Written with each heartbeat: a Redis that takes no writes gives out no jobs either, though it passes messages on. */
export const runnerAliveKey = 'eduscale:runner-alive'
/** Redis channel on which a runner states its health every 2 s. */
export const runnerHeartbeatChannel = 'eduscale:runner-heartbeat'

export const maxCustomInputBytes = 64 * 1024

/** By kind of origin, in Bull's way: 1 is served first. Practice and runs take turns. */
export const judgePriorities = { battle: 1, practice: 2, run: 2, rejudge: 4 } as const

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/)

export const judgeLimitsSchema = z.object({
  timeMs: z.number().int().min(50).max(60_000),
  memoryMb: z.number().int().min(16).max(2048),
  outputBytes: z
    .number()
    .int()
    .min(1024)
    .max(64 * 1024 * 1024),
})
export type JudgeLimits = z.infer<typeof judgeLimitsSchema>

/** Whose run it is: echoed in progress and result so that nodes can route them without a look-up. */
export const judgeOriginSchema = z.object({
  kind: z.enum(['battle', 'practice', 'run', 'rejudge']),
  userId: z.uuid(),
  battleId: z.uuid().nullable(),
})
export type JudgeOrigin = z.infer<typeof judgeOriginSchema>

/**
 * The job in `judge-submission` and `judge-bulk`. The job id is the submission id, so a submission is queued at most once at a
 * time. Of kind 'rejudge' it is the id of the rejudge's item: the submission itself may be waiting as well.
 */
export const judgeJobSchema = z.object({
  submissionId: z.uuid(),
  origin: judgeOriginSchema,
  language: languageIdSchema,
  /** The first is the entry, where a language needs one named. */
  sources: z
    .array(z.object({ name: z.string().max(64), text: z.string().max(maxSourceBytes) }))
    .min(1)
    .max(maxSourceFiles),
  limits: judgeLimitsSchema,
  tests: z.discriminatedUnion('from', [
    z.object({ from: z.literal('set'), hash: hashSchema, only: z.enum(['all', 'samples']) }),
    /** Given to the program in the way of the set of that hash. */
    z.object({ from: z.literal('input'), hash: hashSchema, input: z.string().max(maxCustomInputBytes) }),
  ]),
  stopAtFirst: z.boolean(),
  /** As in judgePriorities; of its origin's kind where nothing is said. */
  priority: z.number().int().min(1).max(4).optional(),
  queuedAt: z.iso.datetime(),
})
export type JudgeJob = z.infer<typeof judgeJobSchema>

// From here on texts are storable: what a program, a compiler or a validator says may hold anything, and PostgreSQL refuses a NUL,
// and with it the whole verdict.

/** Where output and answer part for the first time; `line` counts from 1, the texts are the tokens around it. */
export const divergenceSchema = z.object({ line: z.number().int(), expected: storableTextSchema, actual: storableTextSchema })

export const testResultSchema = z.object({
  name: storableTextSchema,
  isSample: z.boolean(),
  verdict: verdictSchema,
  cpuMs: z.number(),
  /** The kernel's part of `cpuMs`, as the clock's ticks found it: fresh pages of memory, for the most part. */
  kernelMs: z.number().optional(),
  /** Without the time that the program waited for a core, nor, in a talk, what its validator took meanwhile. */
  wallMs: z.number(),
  memoryBytes: z.number(),
  exitCode: z.number().int().nullable(),
  /** A name as in signal(7), `SIGSEGV`. */
  signal: storableTextSchema.nullable(),
  /** Which clock ran out, for TLE. */
  exceeded: z.enum(['cpu', 'wall']).nullable(),
  /** Only for samples and custom input; cut to maxCapturedBytes. */
  stdout: storableTextSchema.nullable(),
  stderr: storableTextSchema.nullable(),
  divergence: divergenceSchema.nullable(),
  /** What a custom validator says to the contestant. */
  message: storableTextSchema.nullable(),
  /** What it says to the author alone. */
  judgeMessage: storableTextSchema.nullable().default(null),
  /** Where the problem is scored; null elsewhere. */
  score: z.number().nullable().default(null),
  /** What the function returned, as JSON, or the file that was written, where the problem asks for that; only for samples and custom input. */
  returned: storableTextSchema.nullable().default(null),
})
export type TestResult = z.infer<typeof testResultSchema>

export const compileResultSchema = z.object({
  ok: z.boolean(),
  exitCode: z.number().int().nullable(),
  signal: storableTextSchema.nullable(),
  output: storableTextSchema,
  cpuMs: z.number(),
  wallMs: z.number(),
  memoryBytes: z.number(),
})
export type CompileResult = z.infer<typeof compileResultSchema>

export const groupResultSchema = z.object({
  name: storableTextSchema,
  verdict: verdictSchema,
  score: z.number(),
  maxScore: z.number().nullable(),
})
export type GroupResult = z.infer<typeof groupResultSchema>

/** The job in `apply-verdict`; the api applies it idempotently (the first result of a submission stays). */
export const judgeResultSchema = z.object({
  submissionId: z.uuid(),
  origin: judgeOriginSchema,
  verdict: verdictSchema,
  compile: compileResultSchema.nullable(),
  tests: z.array(testResultSchema),
  total: z.number().int(),
  /** Points, where the problem is scored. */
  score: z.number().nullable(),
  /** The groups that have points, in the order of their names; empty where the problem isn't scored. */
  groups: z.array(groupResultSchema),
  runnerId: z.string(),
  sandboxLevel: z.string(),
  /** By how much its limits of time were stretched there. */
  speedStep: z.number().optional(),
  /** Why an internal error happened; for logs, never shown to users. */
  error: storableTextSchema.nullable(),
})
export type JudgeResult = z.infer<typeof judgeResultSchema>

/** On `judgeCancelChannel`. `queuedAt` tells the job from a later one of the same id; null where the queue knows of no job. */
export const judgeCancelSchema = judgeJobSchema
  .pick({ submissionId: true })
  .extend({ queuedAt: judgeJobSchema.shape.queuedAt.nullable() })
export type JudgeCancel = z.infer<typeof judgeCancelSchema>

/** Volatile steps of a run, published as JSON while it happens; `n` counts from 1 per submission. */
export const judgeProgressSchema = z.intersection(
  z.object({ submissionId: z.uuid(), origin: judgeOriginSchema, n: z.number().int() }),
  z.discriminatedUnion('step', [
    z.object({ step: z.literal('compiling') }),
    z.object({ step: z.literal('compiled'), compile: compileResultSchema }),
    z.object({ step: z.literal('test'), index: z.number().int(), total: z.number().int(), test: testResultSchema }),
  ]),
)
export type JudgeProgress = z.infer<typeof judgeProgressSchema>

/** Of one runner: as many as the largest of machines has cores. */
export const maxSlots = 1024
export const maxVersionChars = 40
/** Of how many times the reference a machine is slower, and of microseconds for a fresh page. */
export const maxSpeedFigure = 1_000
export const runnerIdSchema = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,40}$/)

/** A runner's health, as its breaker and slots see it. The api derives `execution_state` from the newest of each runner. */
export const runnerHeartbeatSchema = z.object({
  runnerId: runnerIdSchema,
  at: z.iso.datetime(),
  breaker: z.enum(['closed', 'open', 'half-open']),
  sandboxLevel: z
    .string()
    .max(20)
    .regex(/^[\w ()-]*$/),
  /** 0: it leaves, and takes no more jobs. */
  slots: z.number().int().min(0).max(maxSlots),
  busySlots: z.number().int().min(0).max(maxSlots),
  /** What its machine needs over the reference machine, and by how much it stretches limits of time for that. */
  speed: z
    .object({
      cpuRatio: z.number().positive().max(maxSpeedFigure),
      pageMicros: z.number().min(0).max(maxSpeedFigure),
      step: z.literal(speedSteps),
    })
    .optional(),
  languages: z
    .array(z.object({ id: languageIdSchema, version: storableTextSchema.max(maxVersionChars) }))
    .max(languageIds.length)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'a language is there twice'),
})
export type RunnerHeartbeat = z.infer<typeof runnerHeartbeatSchema>

/** Header with which a runner fetches `GET /internal/test-sets/:hash` from an api node. */
export const runnerTokenHeader = 'x-runner-token'

import { z } from 'zod'
import { languageIdSchema } from './language'
import type { ProblemKind } from './problem-kind'
import { signatureSchema } from './signature'
import { fileNamePattern } from './source-limits'

export const fileNameSchema = z.string().regex(fileNamePattern, 'a file name is letters, digits, _ . and -')

export const textFileSchema = z.object({ name: fileNameSchema, text: z.string() })
export type TextFile = z.infer<typeof textFileSchema>

/** A program that a problem brings: a validator with all its files, or a driver. */
export const programSchema = z.object({ language: languageIdSchema, files: z.array(textFileSchema).min(1) })
export type Program = z.infer<typeof programSchema>

/** How a contestant's program is given a test and gives its answer: the kind of problem, with what is the problem's own. */
export const ioSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stdio') }),
  /** Named files in the working directory; null is the standard stream. */
  z.object({ kind: z.literal('files'), input: fileNameSchema.nullable(), output: fileNameSchema.nullable() }),
  /** A function instead of a program; output and answer are compared as JSON. */
  z.object({ kind: z.literal('function'), signature: signatureSchema }),
  /** Program and validator talk to each other. */
  z.object({ kind: z.literal('interactive') }),
  /** No program: one file of output per test, called like the test with `.out` or `.ans`. */
  z.object({ kind: z.literal('outputs') }),
])
export type Io = z.infer<typeof ioSchema>
export type IoOf<Kind extends ProblemKind> = Extract<Io, { kind: Kind }>

/**
 * A node of the tree of tests, as a Kattis package's folders make it; '' is the root, `secret/01` below `secret`. The rules are
 * those of the legacy format's default grader, which 2025-09 packages are read into.
 */
export const testGroupSchema = z.object({
  name: z.string(),
  /** After the first test that isn't accepted the rest of the group is skipped. */
  onReject: z.enum(['break', 'continue']),
  verdict: z.enum(['worst-error', 'first-error', 'always-accept', 'accept-if-any-accepted']),
  aggregate: z.enum(['sum', 'min', 'max', 'avg']),
  /** Of one test, unless its validator says a score. */
  acceptScore: z.number(),
  rejectScore: z.number(),
  /** What a child's or a test's score may be at most; null: anything. It bounds a picture of it, and a validator's word. */
  maxScore: z.number().nullable(),
  /** Samples don't count. */
  ignoresSample: z.boolean(),
  /**
   * What a validator may say of a test's points, in format 2025-09: nothing; a score up to `acceptScore` or a share of it; or a score
   * that it must say. Anything else is a judge error. Absent in the legacy format, which bounds nothing.
   */
  validatorScores: z.enum(['none', 'bounded', 'unbounded']).optional(),
  /** Groups that must be accepted before this one is run. */
  requires: z.array(z.string()),
})
export type TestGroup = z.infer<typeof testGroupSchema>

export const testSchema = z.object({
  name: z.string().max(200),
  isSample: z.boolean(),
  input: z.string(),
  answer: z.string(),
  /** Instead of the set's; null: those. */
  validatorFlags: z.array(z.string()).nullable(),
})

const testSetContentSchema = z.object({
  io: ioSchema,
  /** Above 1, a validator that accepts and writes `nextpass.in` has the program run again on that. */
  maxPasses: z.number().int().min(1).max(1000),
  /** All must accept; none: the default validator. Called as `validator in ans feedback_dir [flags] < out`; 42 accepts, 43 rejects. */
  validators: z.array(programSchema).max(8),
  /** Flags of the validators, the default one's are `case_sensitive`, `space_change_sensitive`, `float_tolerance 1e-6`, ... */
  validatorFlags: z.array(z.string()),
  /** Files that are put beside every submission of a language; 'default' for languages without an entry. */
  includes: z.array(z.object({ language: z.union([languageIdSchema, z.literal('default')]), files: z.array(textFileSchema) })),
  /** Factor on the time limit; 1 for languages that aren't named. */
  timeMultipliers: z.partialRecord(languageIdSchema, z.number().min(0.1).max(100)),
  /** Null: pass or fail. A test belongs to the group with the longest name that its own begins with. */
  scoring: z.object({ groups: z.array(testGroupSchema).min(1) }).nullable(),
  tests: z.array(testSchema),
})
export type TestSetContent = z.infer<typeof testSetContentSchema>
/** All of a set but its tests: how a submission is judged. */
export type Judging = Omit<TestSetContent, 'tests'>

/** Everything a program is judged against. Immutable; `hash` is the sha-256 of its canonical JSON without the hash. */
export const testSetSchema = testSetContentSchema.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) })
export type TestSet = z.infer<typeof testSetSchema>

/** The text that a set's hash is of: parsing puts the keys in this file's order, whatever order they came in. */
export function canonicalTestSet(content: TestSetContent): string {
  return JSON.stringify(testSetContentSchema.parse(content))
}

/** Judged by standard streams and the default validator, once: the defaults that a plain problem leaves as they are. */
export const plainJudging = {
  io: { kind: 'stdio' },
  maxPasses: 1,
  validators: [],
  validatorFlags: [],
  includes: [],
  timeMultipliers: {},
  scoring: null,
} as const satisfies Judging

import { z } from 'zod'
import { languageIdSchema } from './language'
import { problemKinds } from './problem-kind'
import { signatureSchema } from './signature'

export const difficulties = ['easy', 'medium', 'hard'] as const
export const difficultySchema = z.enum(difficulties)
export type Difficulty = z.infer<typeof difficultySchema>

/** Languages of people that statements may be asked for in; `language` is always one of programs. */
export const statementLangs = ['en', 'uk', 'ru', 'pl'] as const

export const problemSummarySchema = z.object({
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  difficulty: difficultySchema,
  rating: z.number(),
  skills: z.array(z.string()),
  /** Whether the asking user has an accepted submission; null for nobody signed in. */
  isSolved: z.boolean().nullable(),
})
export type ProblemSummary = z.infer<typeof problemSummarySchema>
export const problemListSchema = z.object({ problems: z.array(problemSummarySchema) })

export const problemSchema = z.object({
  slug: z.string(),
  title: z.string(),
  difficulty: difficultySchema,
  skills: z.array(z.string()),
  /** Sanitised HTML with MathML, without the samples. */
  statementHtml: z.string(),
  samples: z.array(z.object({ name: z.string(), input: z.string(), answer: z.string() })),
  limits: z.object({ timeMs: z.number(), memoryMb: z.number() }),
  starters: z.partialRecord(languageIdSchema, z.string()),
  /** Defaults for problems in events from before there were others. */
  io: z.enum(problemKinds).default('stdio'),
  /** Of the files that a program reads and writes; null is the standard stream. */
  files: z.object({ input: z.string().nullable(), output: z.string().nullable() }).nullable().default(null),
  signature: signatureSchema.nullable().default(null),
  isScored: z.boolean().default(false),
  /** Of a scored problem: the most there are, null where nothing bounds them, and among how many groups. */
  points: z.object({ max: z.number().nullable(), groups: z.number().int() }).nullable().default(null),
  /** Above 1, the program is run again on what the judge makes of its output. */
  maxPasses: z.number().int().default(1),
  /** In which it may be solved; null: all. */
  languages: z.array(languageIdSchema).nullable().default(null),
})
export type Problem = z.infer<typeof problemSchema>

/** `GET|PUT /v1/drafts/:slug/:language`; null where there is none yet, which is no error. The newest `savedAt` wins; the server's clock decides. */
export const draftSchema = z.object({ code: z.string(), savedAt: z.iso.datetime() })
export type Draft = z.infer<typeof draftSchema>

import { z } from 'zod'
import { languageIdSchema } from './language'
import { problemKinds } from './problem-kind'
import { signatureSchema } from './signature'

export const difficulties = ['easy', 'medium', 'hard'] as const
export const difficultySchema = z.enum(difficulties)
export type Difficulty = z.infer<typeof difficultySchema>

/** Languages of people that statements may be asked for in; `language` is always one of programs. */
export const statementLangs = ['en', 'uk', 'ru', 'pl'] as const
export const statementLangSchema = z.enum(statementLangs)
export type StatementLang = z.infer<typeof statementLangSchema>

export const problemSummarySchema = z.object({
  slug: z.string(),
  title: z.string(),
  /** Of the title. */
  lang: z.string(),
  summary: z.string(),
  difficulty: difficultySchema,
  rating: z.number(),
  skills: z.array(z.string()),
  /** Whether the asking user has an accepted submission; null for nobody signed in. */
  isSolved: z.boolean().nullable(),
})
export type ProblemSummary = z.infer<typeof problemSummarySchema>
export const problemListSchema = z.object({ problems: z.array(problemSummarySchema) })

const problemTextSchema = z.object({ title: z.string(), statementHtml: z.string() })
export type ProblemText = z.infer<typeof problemTextSchema>

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
  /** Of title and statement; absent: English. */
  lang: z.string().optional(),
  /**
   * Title and statement in other languages. Absent where there are none: what a battle from before has committed to is without it, and
   * has to stay as it was.
   */
  translations: z.record(z.string(), problemTextSchema).optional(),
})
export type Problem = z.infer<typeof problemSchema>

/** A problem in one language, and which others there are, the first of them where nothing else is asked for. */
export const shownProblemSchema = problemSchema
  .omit({ translations: true })
  .extend({ lang: z.string(), langs: z.array(z.string()).min(1) })
export type ShownProblem = z.infer<typeof shownProblemSchema>

/** `GET|PUT /v1/drafts/:slug/:language`; null where there is none yet, which is no error. The newest `savedAt` wins; the server's clock decides. */
export const draftSchema = z.object({ code: z.string(), savedAt: z.iso.datetime() })
export type Draft = z.infer<typeof draftSchema>

import { z } from 'zod'
import { compileResultSchema, maxCustomInputBytes, maxSourceBytes, testResultSchema } from './judge'
import { languageIdSchema } from './language'
import { verdictSchema } from './verdict'

/** UTF-8 length, since limits are of bytes. */
const sourceSchema = z
  .string()
  .min(1, 'the code is empty')
  .refine((text) => new TextEncoder().encode(text).length <= maxSourceBytes, `code is limited to ${maxSourceBytes / 1024} KiB`)

export const codeSchema = z.object({ language: languageIdSchema, code: sourceSchema })

/** `POST /v1/runs`: run the samples, or an own input. In a battle the problem is the battle's. */
export const runBodySchema = codeSchema.extend({
  problem: z.discriminatedUnion('by', [
    z.object({ by: z.literal('slug'), slug: z.string().max(100) }),
    z.object({ by: z.literal('battle'), battleId: z.uuid() }),
  ]),
  input: z
    .string()
    .refine((text) => new TextEncoder().encode(text).length <= maxCustomInputBytes, 'the input is too long')
    .nullable(),
})
export type RunBody = z.infer<typeof runBodySchema>

/** `POST /v1/submissions`: practice. `cid` makes a repeated request harmless. */
export const practiceSubmitBodySchema = codeSchema.extend({ cid: z.uuid(), slug: z.string().max(100) })
export type PracticeSubmitBody = z.infer<typeof practiceSubmitBodySchema>

/**
 * One submission as its author sees it: `GET /v1/submissions/:id`. Tests that aren't samples carry no output and no
 * divergence. While it is judged, `verdict` is null and `tests` fills up by `run` frames.
 */
export const submissionSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['battle', 'practice', 'run']),
  battleId: z.uuid().nullable(),
  problemSlug: z.string(),
  userId: z.uuid(),
  language: languageIdSchema,
  code: z.string(),
  receivedAt: z.iso.datetime(),
  verdict: verdictSchema.nullable(),
  judgedAt: z.iso.datetime().nullable(),
  compile: compileResultSchema.nullable(),
  tests: z.array(testResultSchema),
  total: z.number().int(),
})
export type Submission = z.infer<typeof submissionSchema>

/** Answer to `POST /v1/runs` and `POST /v1/submissions`; `ahead` is the number of jobs waiting before it. */
export const queuedSchema = z.object({ submissionId: z.uuid(), ahead: z.number().int() })
export type Queued = z.infer<typeof queuedSchema>

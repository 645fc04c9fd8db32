import { z } from 'zod'
import {
  compileResultSchema,
  groupResultSchema,
  maxCustomInputBytes,
  maxSourceBytes,
  maxSourceFiles,
  maxSourcesBytes,
  testResultSchema,
} from './judge'
import { givenIdSchema } from './id'
import { languageIdSchema } from './language'
import { tooLarge } from './errors'
import { bytesOf } from './source-limits'
import { isStorable } from './storable-text'
import { textFileSchema } from './test-set'
import { verdictSchema } from './verdict'

const sourceSchema = z
  .string()
  .refine((text) => bytesOf(text) <= maxSourceBytes, tooLarge(`code is limited to ${maxSourceBytes / 1024} KiB`))
  .refine(isStorable, 'the text has a NUL or half a character in it')

export const codeSchema = z.object({ language: languageIdSchema, code: sourceSchema.min(1, 'the code is empty') })

/** Files beside the code; where a problem wants outputs, there is nothing but them. */
export const filesSchema = z
  .array(textFileSchema.extend({ text: sourceSchema }))
  .max(maxSourceFiles - 1)
  .refine((files) => new Set(files.map(({ name }) => name.toLowerCase())).size === files.length, 'two files have one name')
  .refine(
    (files) => files.reduce((sum, { text }) => sum + bytesOf(text), 0) <= maxSourcesBytes - maxSourceBytes,
    tooLarge(`files beside the code are limited to ${(maxSourcesBytes - maxSourceBytes) / 1024} KiB together`),
  )

/** `PUT /v1/drafts/:slug/:language`: may be empty, and is as large as a submission may be. */
export const draftBodySchema = z.object({ code: z.union([z.literal(''), codeSchema.shape.code]) })

const filesAndCodeSchema = z.object({ language: languageIdSchema, code: sourceSchema, files: filesSchema.default([]) })
const hasCode = (body: { code: string; files: readonly unknown[] }): boolean => body.code !== '' || body.files.length > 0

/** `POST /v1/runs`: run the samples, or an own input. In a battle the problem is the battle's. */
export const runBodySchema = filesAndCodeSchema
  .extend({
    problem: z.discriminatedUnion('by', [
      z.object({ by: z.literal('slug'), slug: z.string().max(100) }),
      z.object({ by: z.literal('battle'), battleId: givenIdSchema }),
    ]),
    input: z
      .string()
      .refine((text) => new TextEncoder().encode(text).length <= maxCustomInputBytes, tooLarge('the input is too long'))
      .refine(isStorable, 'the input has a NUL or half a character in it')
      .nullable(),
  })
  .refine(hasCode, { path: ['code'], error: 'the code is empty' })
export type RunBody = z.input<typeof runBodySchema>

/** `POST /v1/submissions`: practice. `cid` makes a repeated request harmless. */
export const practiceSubmitBodySchema = filesAndCodeSchema
  .extend({ cid: givenIdSchema, slug: z.string().max(100) })
  .refine(hasCode, { path: ['code'], error: 'the code is empty' })
export type PracticeSubmitBody = z.input<typeof practiceSubmitBodySchema>

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
  files: z.array(textFileSchema),
  receivedAt: z.iso.datetime(),
  verdict: verdictSchema.nullable(),
  judgedAt: z.iso.datetime().nullable(),
  compile: compileResultSchema.nullable(),
  tests: z.array(testResultSchema),
  total: z.number().int(),
  /** Points and groups, where the problem is scored. */
  score: z.number().nullable(),
  groups: z.array(groupResultSchema),
  /** Jobs that are served before it, while it isn't judged; null once it is, and in lists. */
  ahead: z.number().int().nullable(),
})
export type Submission = z.infer<typeof submissionSchema>
/** `GET /v1/problems/:slug/submissions`: without their tests. */
export const submissionListSchema = z.object({ submissions: z.array(submissionSchema) })

/** Answer to `POST /v1/runs` and `POST /v1/submissions`; `ahead` is the number of jobs that are served before it. */
export const queuedSchema = z.object({ submissionId: z.uuid(), ahead: z.number().int() })
export type Queued = z.infer<typeof queuedSchema>

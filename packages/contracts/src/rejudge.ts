import { z } from 'zod'
import { givenIdSchema } from './id'
import { givenInstantSchema } from './instant'
import { languageIdSchema } from './language'
import { verdictSchema } from './verdict'

/** A rejudge covers at most so many submissions. */
export const maxRejudgeItems = 100_000

/** Which judged submissions are judged again: those that meet all that is said. Runs, and battles that go on, are never among them. */
export const rejudgeFilterSchema = z
  .object({
    problemSlug: z.string().min(1).max(100).nullable().default(null),
    battleId: givenIdSchema.nullable().default(null),
    receivedFrom: givenInstantSchema.nullable().default(null),
    receivedUntil: givenInstantSchema.nullable().default(null),
    language: languageIdSchema.nullable().default(null),
    verdict: verdictSchema.nullable().default(null),
    /** Only these; all of them when empty. */
    submissionIds: z.array(givenIdSchema).max(1_000).default([]),
  })
  .refine(
    ({ submissionIds, ...rest }) => submissionIds.length > 0 || Object.values(rest).some((value) => value !== null),
    'say at least one thing: a problem, a battle, a time, a language, a verdict, or ids',
  )
export type RejudgeFilter = z.infer<typeof rejudgeFilterSchema>

/** `POST /v1/admin/rejudges`. The client makes the id, so that a repeated request makes one set. */
export const rejudgeBodySchema = z.object({
  id: z.uuid(),
  reason: z.string().trim().min(3).max(200),
  filter: rejudgeFilterSchema,
})
export type RejudgeBody = z.input<typeof rejudgeBodySchema>

/** `POST /v1/admin/rejudges/preview`. */
export const rejudgePreviewSchema = z.object({ count: z.number().int(), inBattles: z.number().int() })
export type RejudgePreview = z.infer<typeof rejudgePreviewSchema>

export const rejudgeStateSchema = z.enum(['collecting', 'judging', 'ready', 'applying', 'applied', 'reverting', 'discarded'])
export type RejudgeState = z.infer<typeof rejudgeStateSchema>

export const rejudgeSetSchema = z.object({
  id: z.uuid(),
  reason: z.string(),
  filter: rejudgeFilterSchema,
  state: rejudgeStateSchema,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  /** Who applied or discarded it. */
  closedBy: z.string().nullable(),
  closedAt: z.iso.datetime().nullable(),
  total: z.number().int(),
  judged: z.number().int(),
  /** Another verdict or score than before. An internal error is no verdict, and changes nothing. */
  changed: z.number().int(),
  /** Not to be judged: internal errors, three times. */
  failed: z.number().int(),
  /** Had another verdict by the time the set was applied; left alone. */
  superseded: z.number().int(),
  /** How often which verdict became which, the most frequent first. */
  moves: z.array(z.object({ before: verdictSchema, after: verdictSchema, count: z.number().int() })),
})
export type RejudgeSet = z.infer<typeof rejudgeSetSchema>
export const rejudgeListSchema = z.object({ sets: z.array(rejudgeSetSchema) })

const judgedOnceSchema = z.object({ verdict: verdictSchema, score: z.number().nullable() })

export const rejudgeItemSchema = z.object({
  id: z.uuid(),
  submissionId: z.uuid(),
  userId: z.uuid(),
  userName: z.string(),
  problemSlug: z.string(),
  language: languageIdSchema,
  battleId: z.uuid().nullable(),
  receivedAt: z.iso.datetime(),
  before: judgedOnceSchema,
  after: judgedOnceSchema.nullable(),
  isChanged: z.boolean(),
  outcome: z.enum(['applied', 'superseded']).nullable(),
})
export type RejudgeItem = z.infer<typeof rejudgeItemSchema>

/** `GET /v1/admin/rejudges/:id/items`. */
export const rejudgeItemsQuerySchema = z.object({
  show: z.enum(['changed', 'all']).default('changed'),
  before: verdictSchema.optional(),
  after: verdictSchema.optional(),
  cursor: givenIdSchema.optional(),
})
export type RejudgeItemsQuery = z.input<typeof rejudgeItemsQuerySchema>
export const rejudgeItemsSchema = z.object({ items: z.array(rejudgeItemSchema), nextCursor: z.uuid().nullable() })
export type RejudgeItems = z.infer<typeof rejudgeItemsSchema>

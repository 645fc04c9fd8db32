import { z } from 'zod'
import { auditActions } from './audit-actions'
import { givenIdSchema } from './id'

const auditActionSchema = z.enum(auditActions)

const namedSchema = z.object({
  id: z.uuid(),
  /** Null of whom there is no account any more. */
  name: z.string().nullable(),
})
const stateSchema = z.record(z.string(), z.unknown()).nullable()

export const auditEntrySchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  /** Null: by a command of whoever runs the platform. */
  actor: namedSchema.nullable(),
  action: auditActionSchema,
  /** Whom it was done to; null where it is about no person. */
  person: namedSchema.nullable(),
  /** The id of what it was done to. */
  subject: z.string(),
  before: stateSchema,
  after: stateSchema,
  data: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

/** `GET /v1/admin/audit`. */
export const auditQuerySchema = z.object({
  person: givenIdSchema.optional(),
  actor: givenIdSchema.optional(),
  action: auditActionSchema.optional(),
  cursor: givenIdSchema.optional(),
})
export type AuditQuery = z.input<typeof auditQuerySchema>
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), nextCursor: z.uuid().nullable() })
export type AuditPage = z.infer<typeof auditPageSchema>

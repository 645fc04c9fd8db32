import { z } from 'zod'
import { shownToOwner } from './audit-actions'

/** Something that has befallen the safety of one's own account, or that one has done to it. */
export const securityEventSchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  action: z.enum(shownToOwner),
  /** On which of one's devices it was done, in a few words; null where nobody knows. */
  device: z.string().nullable(),
  /** The name of the passkey that it is about. */
  passkey: z.string().nullable(),
  /** How many sessions it has ended, where it is about that. */
  sessions: z.number().int().nullable(),
})
export type SecurityEvent = z.infer<typeof securityEventSchema>

/** `GET /v1/account/events`: the last twenty, the newest first. */
export const securityEventsSchema = z.object({ events: z.array(securityEventSchema) })
export type SecurityEvents = z.infer<typeof securityEventsSchema>

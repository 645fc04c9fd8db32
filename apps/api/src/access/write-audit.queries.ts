import type { AuditAction } from '@eduscale/contracts/audit-actions'
import { Prisma } from '@eduscale/db'

/** What goes into the audit; nobody can change it afterwards. */
export interface NewAuditEntry {
  /** Null: a command of whoever runs the platform. */
  actorId: string | null
  action: AuditAction
  /** Whom it was done to. */
  personId?: string | null
  /** The id of what it was done to. */
  subject: string
  /** As an object, or a column of `source`. */
  before: object | null
  after: object | null
  data?: object
}

/** A part of a `WITH`, or a statement of its own: writes the entry for each row of `source`, which is one or none. */
export function writeAudit(entry: NewAuditEntry, source: Prisma.Sql): Prisma.Sql {
  const { actorId, action, personId = null, subject, before, after, data = {} } = entry
  return Prisma.sql`
    INSERT INTO audit_entry (actor_id, action, person_id, subject, before, after, data)
    SELECT ${actorId}::uuid, ${action}::text, ${personId}::uuid, ${subject}::text, ${toJson(before)}, ${toJson(after)},
           ${JSON.stringify(data)}::jsonb
    FROM ${source}`
}

function toJson(given: object | null): Prisma.Sql {
  if (given instanceof Prisma.Sql) return given
  return Prisma.sql`${given === null ? null : JSON.stringify(given)}::jsonb`
}

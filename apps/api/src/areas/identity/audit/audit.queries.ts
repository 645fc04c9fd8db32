import { actionsOfNote } from '@eduscale/contracts/audit-actions'
import type { AuditQuery } from '@eduscale/contracts/audit'
import { Prisma, type Db } from '@eduscale/db'

export interface AuditRow {
  id: string
  at: Date
  actorId: string | null
  actorName: string | null
  action: string
  personId: string | null
  personName: string | null
  subject: string
  before: unknown
  after: unknown
  data: unknown
}

/** Newest first. Without anything asked for, only what is of note to whoever looks after the platform. */
export async function listEntries(
  db: Db,
  { person, actor, action, cursor, most }: AuditQuery & { most: number },
): Promise<AuditRow[]> {
  const conditions = [Prisma.sql`true`]
  if (person !== undefined) conditions.push(Prisma.sql`e.person_id = ${person}::uuid`)
  if (actor !== undefined) conditions.push(Prisma.sql`e.actor_id = ${actor}::uuid`)
  if (action !== undefined) conditions.push(Prisma.sql`e.action = ${action}`)
  else if (person === undefined && actor === undefined) conditions.push(Prisma.sql`e.action = ANY(${[...actionsOfNote]})`)
  if (cursor !== undefined)
    conditions.push(Prisma.sql`(e.at, e.id) < (SELECT at, id FROM audit_entry WHERE id = ${cursor}::uuid)`)
  return db.$queryRaw<AuditRow[]>`
    SELECT e.id, e.at, e.actor_id AS "actorId", actor.name AS "actorName", e.action, e.person_id AS "personId",
           person.name AS "personName", e.subject, e.before, e.after, e.data
    FROM audit_entry e LEFT JOIN "user" actor ON actor.id = e.actor_id LEFT JOIN "user" person ON person.id = e.person_id
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY e.at DESC, e.id DESC LIMIT ${most}::int`
}

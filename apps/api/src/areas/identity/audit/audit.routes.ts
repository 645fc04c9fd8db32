import { auditEntrySchema, type AuditEntry } from '@eduscale/contracts/audit'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { listEntries, type AuditRow } from './audit.queries'

const pageSize = 50

/** What people with a role have done, in all areas. */
export function auditRoutes(http: RouteRegistry, { db }: AppContext): void {
  http.serve('listAudit', async ({ query }) => {
    const rows = await listEntries(db, { ...query, most: pageSize + 1 })
    const entries = rows.slice(0, pageSize).map(presentEntry)
    return { entries, nextCursor: rows.length > pageSize ? (entries.at(-1)?.id ?? null) : null }
  })
}

function presentEntry({ at, actorId, actorName, personId, personName, ...row }: AuditRow): AuditEntry {
  return auditEntrySchema.parse({
    ...row,
    at: at.toISOString(),
    actor: actorId === null ? null : { id: actorId, name: actorName },
    person: personId === null ? null : { id: personId, name: personName },
  })
}

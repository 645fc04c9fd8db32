import { shownToOwner } from '@eduscale/contracts/audit-actions'
import type { SecurityEvent } from '@eduscale/contracts/security-event'
import type { Db } from '@eduscale/db'

const most = 20

/** Of one's own account, the newest first. Who has a role and did something to it isn't named, nor why. */
export async function listSecurityEvents(db: Db, userId: string): Promise<SecurityEvent[]> {
  const rows = await db.sql<Omit<SecurityEvent, 'at'> & { at: Date }>`
    SELECT id, at, action, data ->> 'device' AS device, data ->> 'passkey' AS passkey, (before ->> 'sessions')::int AS sessions
    FROM audit_entry WHERE person_id = ${userId}::uuid AND action = ANY(${[...shownToOwner]})
    ORDER BY at DESC, id DESC LIMIT ${most}::int`
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
}

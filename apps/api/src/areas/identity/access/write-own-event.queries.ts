import type { OwnAction } from '@eduscale/contracts/audit-actions'
import type { DbTransaction } from '@eduscale/db'

interface OwnEvent {
  action: OwnAction
  userId: string
  /** In which session: the audit keeps its device, in a few words, and no address. Null where it was in none. */
  session: string | null
  before?: object | null
  data?: object
}

/** What somebody has done to their own account's safety, in the transaction of what it tells. */
export async function writeOwnEvent(
  tx: Pick<DbTransaction, '$executeRaw'>,
  { action, userId, session, before = null, data = {} }: OwnEvent,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_entry (actor_id, action, person_id, subject, before, data)
    SELECT ${userId}::uuid, ${action}::text, ${userId}::uuid, ${userId}::text, ${before && JSON.stringify(before)}::jsonb,
           ${JSON.stringify(data)}::jsonb || jsonb_build_object('device', (SELECT device FROM session WHERE id = ${session}::uuid))`
}

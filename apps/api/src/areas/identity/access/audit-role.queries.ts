import type { GrantedRole } from '@eduscale/contracts/actions'
import type { DbTransaction } from '@eduscale/db'
import { writeAuditAlone } from './audit-alone.queries'
import type { GrantRow } from './role.queries'

/** What the audit says of a role that somebody has. */
export function stateOf({ role, expiresAt }: Pick<GrantRow, 'role' | 'expiresAt'>): { role: GrantedRole; until: string | null } {
  return { role, until: expiresAt?.toISOString() ?? null }
}

interface Revoked {
  actorId: string | null
  personId: string
  before: GrantRow
}

export async function auditRevoked(tx: DbTransaction, { actorId, personId, before }: Revoked): Promise<void> {
  const told = { actorId, action: 'role-revoked', personId, subject: personId, before: stateOf(before), after: null } as const
  await writeAuditAlone(tx, told)
}

import type { AuditEntry } from '@eduscale/contracts/audit'

/** The page of what an entry is about; null where it has none. */
export function placeOf({ action, person, subject }: Pick<AuditEntry, 'action' | 'person' | 'subject'>): string | null {
  if (person) return `/admin/people/${person.id}`
  if (action === 'battle-voided') return `/battle/${subject}`
  return action.startsWith('rejudge-') ? `/admin/rejudges/${subject}` : null
}

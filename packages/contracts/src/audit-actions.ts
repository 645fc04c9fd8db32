/** What is written down of people with a role, in one closed list: nothing else gets into the audit. Without zod, for the browser. */
export const auditActions = [
  'role-granted',
  'role-revoked',
  'person-banned',
  'ban-lifted',
  'sessions-withdrawn',
  /** Its key was shown by two, so nobody did it. */
  'session-stolen',
  'battle-voided',
  'rejudge-created',
  'rejudge-applied',
  'rejudge-discarded',
  'rejudge-undone',
] as const
export type AuditAction = (typeof auditActions)[number]

/** What somebody does to the safety of their own account, or what befalls it: its owner sees it. */
export const ownActions = [
  'passkey-added',
  'passkey-removed',
  /** It has signed less often than it had before: there are two of it. */
  'passkey-copied',
  /** Its key was shown by two, so nobody did it. */
  'session-stolen',
] as const
export type OwnAction = (typeof ownActions)[number]

/** What people with a role do to others, and to the platform. */
export const staffActions = [
  'role-granted',
  'role-revoked',
  'person-banned',
  'ban-lifted',
  'sessions-withdrawn',
  'battle-voided',
  'rejudge-created',
  'rejudge-applied',
  'rejudge-discarded',
  'rejudge-undone',
] as const

/** One closed list: nothing else gets into the audit. Without zod, for the browser. */
export const auditActions = [...staffActions, ...ownActions] as const
export type AuditAction = (typeof auditActions)[number]

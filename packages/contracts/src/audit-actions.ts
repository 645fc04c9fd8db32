/** What somebody does to the safety of their own account. */
export const ownActions = [
  'password-changed',
  'email-changed',
  'email-removed',
  'second-factor-on',
  'second-factor-off',
  'recovery-codes-renewed',
  'passkey-added',
  'passkey-removed',
  'account-linked',
  'account-unlinked',
  'sessions-ended',
  'data-exported',
  'deletion-asked',
  'deletion-undone',
] as const
export type OwnAction = (typeof ownActions)[number]

/** What befalls it, and what nobody says to have done. */
const alarms = [
  /** It has signed less often than it had before: there are two of it. */
  'passkey-copied',
  /** Its key was shown by two, so nobody did it. */
  'session-stolen',
] as const

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

/** What the console shows unless it is asked for something else: what everybody does to their own account would hide it. */
export const actionsOfNote = [...staffActions, ...alarms] as const

/** What the owner of an account is shown of it. */
export const shownToOwner = [...ownActions, ...alarms, 'sessions-withdrawn'] as const

/** One closed list: nothing else gets into the audit. Without zod, for the browser. */
export const auditActions = [...actionsOfNote, ...ownActions] as const
export type AuditAction = (typeof auditActions)[number]

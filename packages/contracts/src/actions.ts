/**
 * Everything that somebody may do here, in one closed list. Each route and each frame of a socket names one; who may, and of what, is
 * the table in rules/may. Without zod, so that the browser's bundle can have it for little.
 */
export const actions = [
  /** To become somebody: a guest, a member, or oneself again. */
  'account:enter',
  'account:leave',
  /** One's own. */
  'account:read',
  /** One's own: password, e-mail address, second factor; to have all of it, and to be deleted. */
  'account:secure',
  /** One's own: to see them, and to end them. */
  'session:manage',
  /** What lies under /admin. */
  'admin:enter',
  'person:search',
  /** With their roles, bans and sessions. */
  'person:read',
  /** To give somebody a role, or take it away. */
  'role:grant',
  'person:ban',
  'ban:lift',
  /** Sessions of somebody else. */
  'session:withdraw-other',
  'audit:read',
  /** What the platform can do at the moment, and how it is asked. */
  'platform:read',
  'problem:read',
  'draft:keep',
  /** To have a program run or judged, outside of battles or on the samples of one. */
  'program:judge',
  /** One's own. */
  'submission:list',
  'submission:read',
  'submission:withdraw',
  /** What a validator says to the author of a problem, and what secret tests are called. */
  'judge-message:read',
  'rejudge:manage',
  /** An opponent by the queue. */
  'match:seek',
  /** A battle of one's own making: a room, an invitation, the bot, a ghost. */
  'room:open',
  'room:read',
  'room:join',
  /** To begin it, to remove somebody, to close it, to hand the host's place on. */
  'room:lead',
  /** One's own. */
  'battle:list',
  'battle:live-list',
  'battle:read',
  /** Late, as a spectator. */
  'battle:watch',
  'battle:play',
  'battle:void',
] as const
export type Action = (typeof actions)[number]

/** Granted for each person, for a time or for good. */
export const grantedRoles = ['author', 'host', 'moderator', 'admin'] as const
/** Everybody who is signed in is a learner. */
export const roles = ['learner', ...grantedRoles] as const
export type GrantedRole = (typeof grantedRoles)[number]
export type Role = (typeof roles)[number]

import { roles, type Action, type Role } from '@eduscale/contracts/actions'
import type { BattleState } from '@eduscale/contracts/battle'
import type { ErrorCode } from '@eduscale/contracts/errors'
import { isTerminal } from './battle-states'

/** Whom an action is granted, and of what. A condition is about the one thing that is acted on. */
export type Grant =
  | 'no'
  | 'yes'
  /** What is one's own. */
  | 'own'
  /** The battle is over. */
  | 'over'
  /** One plays in it. */
  | 'player'
  | 'player or over'
  /** One doesn't play in it, or it is over. */
  | 'spectator'
  /** One is the host of this room. */
  | 'host'
  /** Of somebody else. */
  | 'others'
  /** Of somebody else who is no administrator, and for `mostModeratedDays` at most. */
  | 'others for a while'

/** A moderator's bans last so long at most. */
export const mostModeratedDays = 30

/** Those who ask: a stranger is signed in as nobody. */
export const askers = ['stranger', ...roles] as const
export type Asker = (typeof askers)[number]

const everybody = row('yes', 'yes')
const people = row('no', 'yes')
const admins = { ...row('no', 'no'), admin: 'yes' } as const
const moderators = { ...admins, moderator: 'yes' } as const

/** Who may do what. Nobody asks for a role anywhere else; docs/security.md shows it. */
export const grants = {
  'account:enter': everybody,
  'account:leave': everybody,
  'account:read': people,
  'account:secure': people,
  'session:manage': people,
  'admin:enter': moderators,
  'person:search': moderators,
  'person:read': moderators,
  'role:grant': admins,
  'person:ban': { ...moderators, moderator: 'others for a while', admin: 'others' },
  'ban:lift': { ...moderators, moderator: 'others for a while', admin: 'others' },
  'session:withdraw-other': { ...moderators, moderator: 'others for a while', admin: 'others' },
  'audit:read': moderators,
  'platform:read': everybody,
  'problem:read': everybody,
  'draft:keep': people,
  'program:judge': people,
  'submission:list': people,
  'submission:read': row('no', 'own'),
  'submission:withdraw': row('no', 'own'),
  'judge-message:read': admins,
  'rejudge:manage': admins,
  'match:seek': people,
  'room:open': people,
  'room:read': everybody,
  'room:join': people,
  'room:lead': row('no', 'host'),
  'battle:list': people,
  'battle:live-list': everybody,
  'battle:read': row('over', 'player or over'),
  'battle:watch': row('no', 'spectator'),
  'battle:play': row('no', 'player'),
  'battle:void': moderators,
} as const satisfies Readonly<Record<Action, Readonly<Record<Asker, Grant>>>>

type Granted<Of extends Action> = (typeof grants)[Of][Asker]
/** Actions that whoever is signed in as nobody may do, of some things at least. */
export type OpenAction = { [Of in Action]: (typeof grants)[Of]['stranger'] extends 'no' ? never : Of }[Action]
/** Actions that depend on what they are done to. */
export type ConditionalAction = { [Of in Action]: Exclude<Granted<Of>, 'yes' | 'no'> extends never ? never : Of }[Action]

/** Whoever asks, as every edge knows them. */
export interface Person {
  id: string
  roles: readonly Role[]
}

/** What is acted on, as far as conditions ask. What isn't said is not so. */
export interface Resource {
  ownerId?: string
  hostId?: string | null
  /** Of a battle. */
  isPlayer?: boolean
  state?: BattleState
  /** A person with the roles that they have. */
  person?: Person
  /** How long it is to be, where that matters; null: for good. */
  days?: number | null
}

/** Whether somebody, or a stranger (null), may do this to that. */
export function can(user: Person | null, action: Action, resource: Resource = {}): boolean {
  return grantsOf(user, action).some((grant) => isMet(grant, user, resource))
}

/** Whether there can be anything that they may do this to: asked before it is known what it is about. */
export function mayEver(user: Person | null, action: Action): boolean {
  return grantsOf(user, action).some((grant) => grant !== 'no')
}

/** What whoever may not do it to this thing is told. What is somebody else's own isn't said to be there. */
export function refusalOf(action: Action): ErrorCode {
  const grant: Grant = grants[action].learner
  if (grant === 'own') return 'not-found'
  return grant === 'player' ? 'not-a-player' : 'forbidden'
}

function grantsOf(user: Person | null, action: Action): Grant[] {
  const asking: readonly Asker[] = user ? user.roles : ['stranger']
  return asking.map((asker) => grants[action][asker])
}

function isMet(grant: Grant, user: Person | null, resource: Resource): boolean {
  const { ownerId, hostId, isPlayer, state, person, days = 0 } = resource
  const isOver = state !== undefined && isTerminal(state)
  switch (grant) {
    case 'no':
      return false
    case 'yes':
      return true
    case 'own':
      return user !== null && ownerId === user.id
    case 'over':
      return isOver
    case 'player':
      return isPlayer === true
    case 'player or over':
      return isPlayer === true || isOver
    case 'spectator':
      return isPlayer === false || isOver
    case 'host':
      return user !== null && hostId === user.id
    case 'others':
      return isOther(user, person)
    case 'others for a while':
      return isOther(user, person) && !person?.roles.includes('admin') && days !== null && days <= mostModeratedDays
    default:
      return grant satisfies never
  }
}

function isOther(user: Person | null, person: Person | undefined): boolean {
  return user !== null && person !== undefined && person.id !== user.id
}

/** The same for everybody who is signed in, whatever their roles. */
function row<Stranger extends Grant, Everybody extends Grant>(stranger: Stranger, everybody: Everybody) {
  return { stranger, learner: everybody, author: everybody, host: everybody, moderator: everybody, admin: everybody } as const
}

import { actions, roles, type Action, type Role } from '@eduscale/contracts/actions'
import { commandActions, frameActions } from '@eduscale/contracts/frame-actions'
import { expect, test } from 'vitest'
import { can, grants, mayEver, refusalOf, type Resource } from './may'

const person = (...granted: Role[]) => ({ id: 'ada', roles: ['learner' as const, ...granted] })
const other = (...granted: Role[]) => ({ ...person(...granted), id: 'ben' })

test('every action is in the table, and the table has no other', () => {
  expect(Object.keys(grants).toSorted()).toEqual(actions.toSorted())
})

test.each<[Action, Resource, string]>([
  ['account:enter', {}, 'stranger learner author host moderator admin'],
  ['account:read', {}, 'learner author host moderator admin'],
  ['account:secure', {}, 'learner author host moderator admin'],
  ['admin:enter', {}, 'moderator admin'],
  ['person:read', {}, 'moderator admin'],
  ['role:grant', {}, 'admin'],
  ['person:ban', {}, ''],
  ['person:ban', { person: person(), days: 30 }, ''],
  ['person:ban', { person: other(), days: 30 }, 'moderator admin'],
  ['person:ban', { person: other(), days: 31 }, 'admin'],
  ['person:ban', { person: other(), days: null }, 'admin'],
  ['person:ban', { person: other('moderator'), days: 1 }, 'moderator admin'],
  ['person:ban', { person: other('admin'), days: 1 }, 'admin'],
  ['ban:lift', { person: other(), days: null }, 'admin'],
  ['session:withdraw-other', { person: other() }, 'moderator admin'],
  ['session:withdraw-other', { person: other('admin') }, 'admin'],
  ['session:withdraw-other', { person: person() }, ''],
  ['rejudge:manage', {}, 'admin'],
  ['judge-message:read', {}, 'admin'],
  ['battle:void', {}, 'moderator admin'],
  ['submission:read', { ownerId: 'ada' }, 'learner author host moderator admin'],
  ['submission:read', { ownerId: 'ben' }, ''],
  ['submission:read', {}, ''],
  ['room:lead', { hostId: 'ada' }, 'learner author host moderator admin'],
  ['room:lead', { hostId: 'ben' }, ''],
  ['room:lead', { hostId: null }, ''],
  ['battle:play', { isPlayer: true, state: 'RUNNING' }, 'learner author host moderator admin'],
  ['battle:play', { isPlayer: false, state: 'FINISHED' }, ''],
  ['battle:read', { isPlayer: false, state: 'RUNNING' }, ''],
  ['battle:read', { isPlayer: true, state: 'RUNNING' }, 'learner author host moderator admin'],
  ['battle:read', { isPlayer: false, state: 'VOID' }, 'stranger learner author host moderator admin'],
  ['battle:read', {}, ''],
  ['battle:watch', { isPlayer: false, state: 'RUNNING' }, 'learner author host moderator admin'],
  ['battle:watch', { isPlayer: true, state: 'RUNNING' }, ''],
  ['battle:watch', { isPlayer: true, state: 'FINISHED' }, 'learner author host moderator admin'],
  ['battle:watch', {}, ''],
])('%s of %o: %s', (action, resource, allowed) => {
  const askers = [['stranger', null] as const, ...roles.map((role) => [role, person(role)] as const)]
  expect(askers.flatMap(([name, user]) => (can(user, action, resource) ? [name] : [])).join(' ')).toBe(allowed)
})

test('what depends on the thing is open to ask for, and nothing else is', () => {
  expect(mayEver(null, 'battle:read')).toBe(true)
  expect(mayEver(null, 'submission:read')).toBe(false)
  expect(mayEver(person(), 'submission:read')).toBe(true)
  expect(mayEver(person('moderator'), 'rejudge:manage')).toBe(false)
})

test('what is somebody else’s own isn’t said to be there', () => {
  expect(refusalOf('submission:read')).toBe('not-found')
  expect(refusalOf('battle:play')).toBe('not-a-player')
  expect(refusalOf('room:lead')).toBe('forbidden')
})

test.each(Object.entries({ ...frameActions, ...commandActions }))(
  '%s hangs on no role: a socket knows those of its handshake, and one may have run out since',
  (_name, action) => {
    for (const role of roles) expect(grants[action][role]).toBe(grants[action].learner)
  },
)

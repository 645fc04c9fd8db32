import { roles, type Role } from '@eduscale/contracts/actions'

/** As it is kept with a person: what they are beside a learner. */
export type StoredRole = 'user' | Exclude<Role, 'learner'>

export function rolesOf(stored: string): Role[] {
  const granted = roles.find((role) => role === stored && role !== 'learner')
  return granted ? ['learner', granted] : ['learner']
}

import { grantedRoles, type Role } from '@eduscale/contracts/actions'

/** Everybody is a learner; `granted` is what the database knows of a person besides. */
export function rolesOf(granted: readonly string[]): Role[] {
  return ['learner', ...grantedRoles.filter((role) => granted.includes(role))]
}

import type { PublicUser } from '@eduscale/contracts/account'

/** Guests play for nothing unless they say so: theirs is a rating that nobody will come back to, and it moves others' by a lot. */
export function countsByDefault(user: PublicUser | null): boolean {
  return user?.kind === 'member'
}

import type { Person } from '@eduscale/rules/may'

/** Who asks, as every edge knows them. */
export interface SignedInUser extends Person {
  name: string
  kind: 'guest' | 'member' | 'bot'
}

/** The address whose turn a guest's submission takes; a member's takes its author's own. */
export function guestAddressOf({ kind }: Pick<SignedInUser, 'kind'>, address: string): string | null {
  return kind === 'guest' ? address : null
}

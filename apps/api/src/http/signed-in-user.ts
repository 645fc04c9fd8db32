/** Who asks, as every edge knows them. */
export interface SignedInUser {
  id: string
  name: string
  kind: 'guest' | 'member' | 'bot'
  role: 'user' | 'admin'
}

/** The address whose turn a guest's submission takes; a member's takes its author's own. */
export function guestAddressOf({ kind }: Pick<SignedInUser, 'kind'>, address: string): string | null {
  return kind === 'guest' ? address : null
}

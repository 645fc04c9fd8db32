/** What a tab says to the others of its browser: from now on this one types. */
export interface TabClaim {
  battleId: string
  userId: string | null
  tab: string
  /** By this machine's clock, milliseconds since the epoch. */
  at: number
  /** The tab goes away, and whoever of the others is open may type again. */
  isReleased?: boolean
}

/** In the place of a tab over the network, for the same. */
export const releasedTab = 'released'

export function isTabClaim(data: unknown): data is TabClaim {
  return typeof data === 'object' && data !== null && 'battleId' in data && 'userId' in data && 'tab' in data && 'at' in data
}

/** Of two that claim at the same moment both tabs prefer the same one. */
export function isNewerClaim(other: TabClaim, own: TabClaim | null): boolean {
  if (own === null || other.tab === own.tab || other.isReleased) return false
  return other.at === own.at ? other.tab > own.tab : other.at > own.at
}

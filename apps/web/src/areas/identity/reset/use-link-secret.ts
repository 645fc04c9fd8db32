'use client'

import { useSyncExternalStore } from 'react'

/**
 * The secret of the link that led here, behind the #: no server hears it. Undefined as long as the page isn't alive, null where there is
 * none. It stays in the address, so that a reload isn't the end of it.
 */
export function useLinkSecret(): string | null | undefined {
  return useSyncExternalStore(follow, read, () => undefined)
}

function follow(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

function read(): string | null {
  return location.hash.slice(1) || null
}

'use client'

import { useAppSelector } from '../store/store'

/**
 * Who asks, for reads whose answer hangs on that: it is a part of what is asked, so nobody is shown what another person was told. Null as
 * long as it isn't known.
 */
export function useAsker(): string | null {
  return useAppSelector(({ identity }) => (identity.status === 'unknown' ? null : (identity.slot ?? 'visitor')))
}

/** Likewise for what only somebody signed in may ask: null for a visitor. */
export function useSignedInAsker(): string | null {
  return useAppSelector(({ identity }) => identity.slot)
}

import { useSyncExternalStore } from 'react'

/** Whether the page's scripts have come: until then a browser does by itself what they would do. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  )
}

function neverChanges() {
  return () => {}
}

'use client'

import { useEffect, useRef, useState } from 'react'
import { throttleLatest } from '../../../app-services/storage/throttle-latest'

/** Browsers allow some hundred changes of the address in half a minute, and every one is a render of the router. */
const everyMs = 1_000

/** The address follows what is shown, so that a reload or a copy of it opens the same moment; no step back leads through it. */
export function useReplayAddress(path: string): void {
  // As it was opened, it stays.
  const shown = useRef(path)
  const [address] = useState(() => throttleLatest((latest: string) => history.replaceState(null, '', latest), everyMs))
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    address.call(path)
  }, [address, path])
  // Another page's address isn't to be overwritten.
  useEffect(() => () => address.cancel(), [address])
}

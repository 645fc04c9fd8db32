'use client'

import { useEffect, useState } from 'react'

const everyMs = 250

/** The moment that spectators see: the server's time less the delay. 0 before the first tick, and it stands still on null. */
export function useLateNow(now: () => number, delayMs: number | null): number {
  const [at, setAt] = useState(0)
  useEffect(() => {
    if (delayMs === null) return
    const tick = () => setAt(now() - delayMs)
    tick()
    const timer = setInterval(tick, everyMs)
    return () => clearInterval(timer)
  }, [delayMs, now])
  return at
}

'use client'

import { useEffect, useState } from 'react'
import { useServices } from '../../app-services/context/use-services'

/**
 * The server's time, renewed at every multiple of `everyMs` on the server's clock, so two players' seconds turn together.
 * Null stands still.
 */
export function useServerNow(everyMs: number | null): number {
  const { live } = useServices()
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (everyMs === null) return
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      const current = live.now()
      setNow(current)
      timer = setTimeout(tick, everyMs - (current % everyMs) + 1)
    }
    tick()
    return () => clearTimeout(timer)
  }, [everyMs, live])
  return now
}

'use client'

import { useEffect } from 'react'
import { useResource, type Resource } from './use-resource'

/**
 * A resource that is asked for again and again while somebody looks at the page; what is known stays meanwhile. `everyMs` is null once
 * nothing of it changes any more. For the battle page and what it shares; other pages read by `queries`.
 */
export function useLiveResource<Value>(
  load: ((signal: AbortSignal) => Promise<Value>) | null,
  everyMs: number | null,
): [Resource<Value>, () => void] {
  const [resource, reload] = useResource(load)
  useEffect(() => {
    if (everyMs === null) return
    const ask = () => document.visibilityState === 'visible' && reload()
    const timer = setInterval(ask, everyMs)
    document.addEventListener('visibilitychange', ask)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [everyMs, reload])
  return [resource, reload]
}

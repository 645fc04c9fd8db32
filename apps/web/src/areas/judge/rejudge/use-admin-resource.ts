'use client'

import { useEffect } from 'react'
import { useResource, type Resource } from '../../../app-services/resources/use-resource'
import { useAppSelector } from '../../../app-services/store/store'

const askEveryMs = 1_500

/** Loads once it is known who asks, and goes on asking while `isMoving` says that the server is at work. */
export function useAdminResource<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  isMoving: (value: Value) => boolean,
): [Resource<Value>, () => void] {
  const isKnown = useAppSelector((state) => state.identity.status !== 'unknown')
  const [resource, reload] = useResource(isKnown ? load : null)
  const moves = resource.value !== null && isMoving(resource.value)
  useEffect(() => {
    if (!moves) return
    const timer = setInterval(reload, askEveryMs)
    return () => clearInterval(timer)
  }, [moves, reload])
  return [resource, reload]
}

'use client'

import { useCallback, useEffect, useState } from 'react'
import { isApiError } from '@eduscale/client/http-client'
import type { ReadError } from './read-error'
import { withinTime } from './within-time'

export type Resource<Value> =
  | { status: 'loading'; value: Value | null; error: null }
  | { status: 'ready'; value: Value; error: null }
  | { status: 'failed'; value: Value | null; error: ReadError }

/**
 * Loads a value and follows its key: a new key starts again, `reload` keeps the old value on the page meanwhile. What takes too long
 * has failed. `load` must be stable (useCallback); null waits.
 *
 * For the battle page and what it shares; other pages read by `queries`.
 */
export function useResource<Value>(
  load: ((signal: AbortSignal) => Promise<Value>) | null,
  timeoutMs?: number,
): [Resource<Value>, () => void] {
  const [resource, setResource] = useState<Resource<Value>>({ status: 'loading', value: null, error: null })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (load === null) return
    const abort = new AbortController()
    withinTime(load, { signal: abort.signal, ...(timeoutMs !== undefined && { timeoutMs }) }).then(
      (value) => {
        if (!abort.signal.aborted) setResource({ status: 'ready', value, error: null })
      },
      (error: unknown) => {
        if (abort.signal.aborted) return
        if (!isApiError(error)) throw error
        setResource((before) => ({ status: 'failed', value: before.value, error }))
      },
    )
    return () => abort.abort()
  }, [load, attempt, timeoutMs])
  const reload = useCallback(() => setAttempt((count) => count + 1), [])
  return [resource, reload]
}

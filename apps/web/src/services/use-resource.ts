'use client'

import { useCallback, useEffect, useState } from 'react'
import { isApiError, type ApiError } from '@eduscale/client/http-client'

export type Resource<Value> =
  | { status: 'loading'; value: Value | null; error: null }
  | { status: 'ready'; value: Value; error: null }
  | { status: 'failed'; value: Value | null; error: ApiError }

/**
 * Loads a value and follows its key: a new key starts again, `reload` keeps the old value on the page meanwhile.
 * `load` must be stable (useCallback); null waits.
 */
export function useResource<Value>(load: ((signal: AbortSignal) => Promise<Value>) | null): [Resource<Value>, () => void] {
  const [resource, setResource] = useState<Resource<Value>>({ status: 'loading', value: null, error: null })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (load === null) return
    const abort = new AbortController()
    load(abort.signal).then(
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
  }, [load, attempt])
  const reload = useCallback(() => setAttempt((count) => count + 1), [])
  return [resource, reload]
}

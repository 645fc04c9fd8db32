'use client'

import type { SerializedError } from '@reduxjs/toolkit'
import { useCallback } from 'react'
import type { ReadError } from './read-error'
import type { Resource } from './use-resource'

/** As hooks of `queries` give it. */
export interface QueryState<Value> {
  currentData?: Value | undefined
  error?: ReadError | SerializedError | undefined
  isFetching: boolean
  isUninitialized: boolean
  refetch: () => unknown
}

/** A query as pages take it: loading, here, or failed, with what was known before; and how to ask again. */
export function useQueryResource<Value>(query: QueryState<Value>): [Resource<Value>, () => void] {
  const { isUninitialized, refetch } = query
  const reload = useCallback(() => {
    // One that waits has nothing to repeat.
    if (!isUninitialized) refetch()
  }, [isUninitialized, refetch])
  return [resourceOf(query), reload]
}

export function resourceOf<Value>({ currentData, error, isFetching }: QueryState<Value>): Resource<Value> {
  const value = currentData ?? null
  if (error && !(isFetching && value === null)) return { status: 'failed', value, error: refusalOf(error) }
  return value === null ? { status: 'loading', value, error: null } : { status: 'ready', value, error: null }
}

/** What isn't a refusal is a bug of ours, which Redux Toolkit has written to the console. */
export function refusalOf(error: ReadError | SerializedError): ReadError {
  return 'status' in error ? error : { code: 'internal', status: 0, data: {} }
}

'use client'

import { useResource } from '../../../app-services/resources/use-resource'
import type { Linked } from './openid-calls'
import { useOpenIdCalls } from './use-openid-calls'

/** Of whoever asks; where it can't be read nothing is offered, and the rest of the page stands. */
export function useLinked(asker: string | null): [Linked | null, () => void] {
  const { linked } = useOpenIdCalls()
  const [{ value, status }, reload] = useResource(asker === null ? null : linked)
  return [value ?? (status === 'failed' ? nothing : null), reload]
}

const nothing: Linked = { accounts: [], providers: [], ways: [], isOffered: false }

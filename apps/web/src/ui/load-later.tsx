'use client'

import dynamic from 'next/dynamic'
import { useState, type ComponentType, type ReactNode } from 'react'
import { LoadBoundary } from './load-boundary'
import { loadPatiently } from './load-patiently'

/**
 * A component whose code comes when it is first shown, with nothing in its place until then, or what `loading` says. Without a
 * `loading` of its own Next puts no boundary around it, and the whole page above would fall back to its skeleton meanwhile. Where the
 * code can't be had, this part alone says so and can be asked for again: the page around it, a running battle say, goes on.
 */
export function loadLater<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { loading = () => null }: { loading?: () => ReactNode } = {},
): ComponentType<Props> {
  // One that failed stays so: another try is another component.
  const make = () => dynamic(() => loadPatiently(load), { loading: () => <>{loading()}</> })
  const first = make()
  return function Later(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props>>(() => first)
    return (
      <LoadBoundary onRetry={() => setPart(make)}>
        <Part {...props} />
      </LoadBoundary>
    )
  }
}

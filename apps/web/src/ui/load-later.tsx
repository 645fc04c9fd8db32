'use client'

import dynamic from 'next/dynamic'
import { useState, type ComponentType, type ReactNode } from 'react'
import { LoadBoundary, type NoticePlace } from './load-boundary'
import { loadPatiently } from './load-patiently'
import { spareParts } from './spare-parts'

interface Later {
  /** What stands in its place until it has come. */
  loading?: () => ReactNode
  /** Where it says that its code can't be had: nothing on the page may move for that. */
  notice?: NoticePlace
}

/**
 * A component whose code comes when it is first shown, with nothing in its place until then, or what `loading` says. Without a
 * `loading` of its own Next puts no boundary around it, and the whole page above would fall back to its skeleton meanwhile. Where the
 * code can't be had, this part alone says so and can be asked for again: the page around it, a running battle say, goes on.
 */
export function loadLater<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { loading = () => null, notice = 'inline' }: Later = {},
): ComponentType<Props> {
  spareParts.add(load)
  // One that failed stays so: another try is another component.
  const make = () => dynamic(() => loadPatiently(load), { loading: () => <>{loading()}</> })
  const first = make()
  return function Later(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props>>(() => first)
    return (
      <LoadBoundary notice={notice} onRetry={() => setPart(make)} onClose={closerOf(props)}>
        <Part {...props} />
      </LoadBoundary>
    )
  }
}

/** A dialog that couldn't be loaded is closed by what would close it. */
function closerOf(props: object): (() => void) | null {
  const onClose: unknown = 'onClose' in props ? props.onClose : null
  return typeof onClose === 'function' ? () => void onClose() : null
}

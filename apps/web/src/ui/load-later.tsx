import dynamic from 'next/dynamic'
import type { ComponentType } from 'react'

/**
 * A component whose code comes when it is first shown, with nothing in its place until then. Without a `loading` of its own
 * Next puts no boundary around it, and the whole page above would fall back to its skeleton meanwhile.
 */
export function loadLater<Props>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return dynamic(load, { loading: () => null })
}

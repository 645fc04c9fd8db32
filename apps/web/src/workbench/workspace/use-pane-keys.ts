'use client'

import { useEffect, useEffectEvent } from 'react'
import { findPaneKey, type PaneKey } from './pane-keys'

/** Alt and a letter lead to a pane, also from within the code. */
export function usePaneKeys(go: (pane: PaneKey) => void): void {
  const gone = useEffectEvent(go)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const pane = findPaneKey(event)
      if (pane === null) return
      event.preventDefault()
      event.stopPropagation()
      gone(pane)
    }
    // Before the editor has it.
    addEventListener('keydown', press, { capture: true })
    return () => removeEventListener('keydown', press, { capture: true })
  }, [])
}

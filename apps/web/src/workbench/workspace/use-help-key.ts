'use client'

import { useEffect, useEffectEvent } from 'react'

/** `?` anywhere but where one types. */
export function useHelpKey(open: () => void): void {
  const opened = useEffectEvent(open)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (
        event.key !== '?' ||
        (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]'))
      )
        return
      event.preventDefault()
      opened()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

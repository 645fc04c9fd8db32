import { useEffect, useId, useRef, useState } from 'react'

/** State of a button that discloses a panel: closed by Escape, by a click elsewhere, and when focus leaves. */
export function useDisclosure() {
  const [isOpen, setIsOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (!isOpen) return
    const abort = new AbortController()
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setIsOpen(false)
    }
    addEventListener('pointerdown', outside, { signal: abort.signal })
    addEventListener('focusin', outside, { signal: abort.signal })
    addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return
        // This Escape is for the panel alone, not for what lies around it.
        event.stopPropagation()
        setIsOpen(false)
        button.current?.focus()
      },
      { signal: abort.signal, capture: true },
    )
    return () => abort.abort()
  }, [isOpen])
  /** By something within the panel, which takes the focus along with it. */
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  return { isOpen, setIsOpen, close, root, button, id }
}

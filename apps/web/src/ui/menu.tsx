'use client'

import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import styles from './menu.module.css'

interface MenuProps {
  label: string
  icon: ReactNode
  children: (close: () => void) => ReactNode
}

/** A button that discloses a few controls; closes by Escape, by a click elsewhere, and when focus leaves. */
export function Menu({ label, icon, children }: MenuProps) {
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
    root.current?.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        setIsOpen(false)
        button.current?.focus()
      },
      { signal: abort.signal },
    )
    return () => abort.abort()
  }, [isOpen])
  return (
    <div className={styles.root} ref={root}>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-label={label}
        title={label}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {icon}
      </button>
      <div id={id} className={styles.panel} hidden={!isOpen}>
        {isOpen && children(() => setIsOpen(false))}
      </div>
    </div>
  )
}

'use client'

import type { ReactNode } from 'react'
import styles from './menu.module.css'
import { useDisclosure } from './use-disclosure'

interface MenuProps {
  label: string
  icon: ReactNode
  children: (close: () => void) => ReactNode
}

/** A button that discloses a few controls; closes by Escape, by a click elsewhere, and when focus leaves. */
export function Menu({ label, icon, children }: MenuProps) {
  const { isOpen, setIsOpen, close, root, button, id } = useDisclosure()
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
        {isOpen && children(close)}
      </div>
    </div>
  )
}

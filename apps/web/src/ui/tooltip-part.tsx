'use client'

import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import styles from './tooltip-part.module.css'

export interface TooltipPartProps {
  anchor: HTMLElement
  onClose: () => void
  children: ReactNode
}

/** Beside its button, wherever there is room. */
export function TooltipPart({ anchor, onClose, children }: TooltipPartProps) {
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Positioner className={styles.place} anchor={anchor} sideOffset={6}>
          <Base.Popup className={styles.tip} aria-hidden="true">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

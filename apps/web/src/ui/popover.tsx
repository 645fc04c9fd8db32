'use client'

import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { CountBadge } from './badge'
import { Button } from './button'
import { useDisclosure } from './use-disclosure'
import { BarButton } from './bar-button'
import styles from './popover.module.css'

interface PopoverProps {
  label: string
  /** Beside the label; the label itself is spoken only when `isIcon`. */
  icon: ReactNode
  isIcon?: boolean
  /** As a page's buttons are, not as the bar's. */
  isOnPage?: boolean
  badge?: number
  testId?: string
  onToggle?: (isOpen: boolean) => void
  children: (close: () => void) => ReactNode
}

/** A small button in the battle's bar that discloses a few controls under it. */
export function Popover({ label, icon, isIcon = false, isOnPage = false, badge = 0, testId, onToggle, children }: PopoverProps) {
  const { isOpen, setIsOpen, close, root, button, id } = useDisclosure()
  const toggled = useEffectEvent((isNowOpen: boolean) => onToggle?.(isNowOpen))
  useEffect(() => toggled(isOpen), [isOpen])
  const trigger = {
    ref: button,
    'aria-expanded': isOpen,
    'aria-controls': id,
    'data-testid': testId,
    onClick: () => setIsOpen(!isOpen),
  }
  const count = <CountBadge count={badge} />
  return (
    <div className={styles.root} ref={root}>
      {isOnPage ? (
        <Button {...trigger} look="quiet">
          {icon}
          <span>{label}</span>
          {count}
        </Button>
      ) : (
        <BarButton {...trigger} icon={icon} label={label} isIcon={isIcon}>
          {count}
        </BarButton>
      )}
      <div id={id} className={styles.panel} data-on-page={isOnPage || undefined} hidden={!isOpen}>
        {isOpen && children(close)}
      </div>
    </div>
  )
}

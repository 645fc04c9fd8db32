'use client'

import {
  useEffect,
  useEffectEvent,
  useState,
  type ComponentType,
  type PointerEvent,
  type ReactNode,
  type SyntheticEvent,
} from 'react'
import type { TooltipPartProps } from './tooltip-part'

/** What the button needs that a tooltip belongs to. */
export interface TooltipTrigger {
  onPointerEnter: (event: PointerEvent<HTMLElement>) => void
  onPointerLeave: () => void
  onPointerDown: () => void
  onFocus: (event: SyntheticEvent<HTMLElement>) => void
  onBlur: () => void
}

interface TooltipProps {
  /** For eyes alone: the button says it by itself to those who hear the page. */
  label: ReactNode
  children: (trigger: TooltipTrigger) => ReactNode
}

const restMs = 500

/**
 * What a button of an icon alone does, to whoever rests on it with a mouse or comes to it by keyboard; gone by Escape. What draws it is
 * loaded the first time: it stands on pages that must come fast. Not for the battle page, which has no room for it.
 */
export function Tooltip({ label, children }: TooltipProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [Part, setPart] = useState<ComponentType<TooltipPartProps> | null>(null)
  const close = () => {
    setAnchor(null)
    setIsOpen(false)
  }
  const open = useEffectEvent(async () => {
    // A tooltip that can't be had is missed by nobody who would have to be told.
    const loaded = await import('./tooltip-part').catch(() => null)
    if (!loaded) return
    setPart(() => loaded.TooltipPart)
    setIsOpen(true)
  })
  useEffect(() => {
    if (!anchor) return
    const timer = setTimeout(() => void open(), restMs)
    return () => clearTimeout(timer)
  }, [anchor])
  return (
    <>
      {children({
        onPointerEnter: (event) => event.pointerType === 'mouse' && setAnchor(event.currentTarget),
        onPointerLeave: close,
        onPointerDown: close,
        onFocus: (event) => event.currentTarget.matches(':focus-visible') && setAnchor(event.currentTarget),
        onBlur: close,
      })}
      {Part && anchor && isOpen && (
        <Part anchor={anchor} onClose={close}>
          {label}
        </Part>
      )}
    </>
  )
}

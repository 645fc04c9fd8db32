'use client'

import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import { tabStorage } from '../../app-services/storage/tab-storage'
import styles from './pane-divider.module.css'

interface PaneDividerProps {
  /** The grid whose custom property is the share of the first pane, in percent. */
  grid: RefObject<HTMLDivElement | null>
  property: `--${string}`
  orientation: 'vertical' | 'horizontal'
  label: string
  initial: number
  min?: number
  max?: number
}

const step = 3

/** Divides two panes by pointer or keyboard. The size is a custom property: dragging renders nothing again. */
export function PaneDivider({ grid, property, orientation, label, initial, min = 20, max = 80 }: PaneDividerProps) {
  const [share, setShare] = useState(initial)
  const dragged = useRef(initial)
  const key = `eduscale.pane${property}`

  const place = (percent: number) => {
    const next = Math.round(Math.min(max, Math.max(min, percent)) * 10) / 10
    dragged.current = next
    grid.current?.style.setProperty(property, `${next}%`)
    return next
  }
  const keep = (percent: number) => {
    const next = place(percent)
    setShare(next)
    tabStorage('local').setItem(key, String(next))
  }

  const restore = useEffectEvent(() => {
    const kept = Number.parseFloat(tabStorage('local').getItem(key) ?? '')
    if (Number.isFinite(kept)) setShare(place(kept))
  })
  useEffect(() => restore(), [])

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !grid.current) return
    const box = grid.current.getBoundingClientRect()
    place(
      orientation === 'vertical'
        ? ((event.clientX - box.left) / box.width) * 100
        : ((event.clientY - box.top) / box.height) * 100,
    )
  }
  const press = (event: KeyboardEvent) => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    const to = { [less]: share - step, [more]: share + step, Home: min, End: max, Enter: initial }[event.key]
    if (to === undefined) return
    event.preventDefault()
    keep(to)
  }

  return (
    <div
      className={styles.divider}
      data-orientation={orientation}
      role="separator"
      tabIndex={0}
      aria-orientation={orientation}
      aria-label={label}
      aria-valuenow={Math.round(share)}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onPointerUp={() => keep(dragged.current)}
      onDoubleClick={() => keep(initial)}
      onKeyDown={press}
    />
  )
}

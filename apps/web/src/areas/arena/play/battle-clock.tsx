'use client'

import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useServerNow } from '../../../app-services/context/use-server-now'
import { formatCountdown } from '../../../ui/format-time'
import styles from './battle-clock.module.css'
import { findEarlyEnd } from './early-end'

/** Spoken when they are passed; the ticking itself is not. */
const milestonesMs = [600_000, 300_000, 60_000, 30_000, 10_000] as const

type Clocked = Pick<BattleView, 'state' | 'rules' | 'players' | 'endsAt' | 'suspendedSince'>

/**
 * Counts to the end by the server's clock; stands still while the battle is suspended, and once it is decided: where it stood then, for
 * only the time itself ends it at 0:00.
 */
export function BattleClock({ view }: { view: Clocked }) {
  const t = useTranslations('battle')
  const now = useServerNow(view.state === 'RUNNING' ? 250 : null)
  const endsAt = view.endsAt === null ? 0 : Date.parse(view.endsAt)
  const at = standsAt(view, endsAt) ?? now
  const leftMs = at === 0 ? null : Math.max(0, endsAt - at)
  const spoken = useMilestone(leftMs)
  const isUrgent = leftMs !== null && leftMs <= 60_000
  return (
    <div className={styles.clock} data-urgent={isUrgent || undefined} data-stopped={view.state !== 'RUNNING' || undefined}>
      <span className="visually-hidden">{t('clock')}</span>
      <span className="numerals" role="timer" aria-live="off" data-testid="clock">
        {leftMs === null ? '–:––' : formatCountdown(leftMs)}
      </span>
      <span className="visually-hidden" role="status">
        {spoken !== null &&
          (spoken >= 60_000 ? t('clockMinutes', { count: spoken / 60_000 }) : t('clockSeconds', { count: spoken / 1_000 }))}
      </span>
    </div>
  )
}

/** The instant at which it stands still; null while it goes on, and where it stays at what it showed. */
function standsAt(view: Clocked, endsAt: number): number | null {
  if (view.state === 'SUSPENDED' && view.suspendedSince) return Date.parse(view.suspendedSince)
  if (view.state !== 'JUDGING') return null
  const end = findEarlyEnd(view)
  return end ? end.atMs : endsAt
}

function useMilestone(leftMs: number | null): number | null {
  const before = useRef<number | null>(null)
  const [passed, setPassed] = useState<number | null>(null)
  useEffect(() => {
    const previous = before.current
    before.current = leftMs
    if (previous === null || leftMs === null) return
    const milestone = milestonesMs.find((ms) => previous > ms && leftMs <= ms)
    if (milestone !== undefined) setPassed(milestone)
  }, [leftMs])
  return passed
}

'use client'

import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useServerNow } from '../../realtime/use-server-now'
import { formatCountdown } from '../../ui/format-time'
import styles from './battle-clock.module.css'

/** Spoken when they are passed; the ticking itself is not. */
const milestonesMs = [600_000, 300_000, 60_000, 30_000, 10_000] as const

/** Counts to the end by the server's clock; stands still while the battle is suspended or being judged. */
export function BattleClock({ view }: { view: Pick<BattleView, 'state' | 'endsAt' | 'suspendedSince'> }) {
  const t = useTranslations('battle')
  const now = useServerNow(view.state === 'RUNNING' ? 250 : null)
  const endsAt = view.endsAt === null ? 0 : Date.parse(view.endsAt)
  const at = view.state === 'SUSPENDED' && view.suspendedSince ? Date.parse(view.suspendedSince) : now
  const leftMs = view.state === 'JUDGING' ? 0 : at === 0 ? null : Math.max(0, endsAt - at)
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

'use client'

import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useServerNow } from '../../../app-services/context/use-server-now'
import { formatCountdown } from '../../../ui/format-time'
import { absenceMs, findAbsenceLoss } from './absence'
import styles from './battle-banners.module.css'
import { useLostAt } from './use-lost-at'

/** A connection that is back within this is nobody's business; the time counts all the same. */
const patienceMs = 1_000

/** Without a connection the server can't say that the battle is being lost: the page counts by itself. */
export function OfflineNote({ view, me }: { view: BattleView; me: BattlePlayerView }) {
  const lostAt = useLostAt()
  const lossAt = lostAt === null ? null : findAbsenceLoss({ view, me, lostAt })
  return lossAt === null ? null : <Countdown lossAt={lossAt} />
}

function Countdown({ lossAt }: { lossAt: number }) {
  const t = useTranslations('battle')
  const now = useServerNow(1_000)
  const leftMs = lossAt - now
  if (now === 0 || leftMs > absenceMs - patienceMs) return null
  return (
    <p className={styles.banner} data-tone="warn" data-testid="offline-note">
      <span className="visually-hidden" role="status">
        {t('offlineSpoken', { minutes: Math.round(absenceMs / 60_000) })}
      </span>
      <span className="numerals" aria-hidden="true">
        {leftMs > 0 ? t('offlineLoss', { time: formatCountdown(leftMs) }) : t('offlineLost')}
      </span>
    </p>
  )
}

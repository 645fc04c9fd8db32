'use client'

import { useTranslations } from 'next-intl'
import { useServerNow } from '../../../app-services/context/use-server-now'
import styles from './countdown.module.css'

/** The same number on both screens: it turns with the server's seconds before the start. */
export function Countdown({ startsAt }: { startsAt: number }) {
  const t = useTranslations('battle')
  const now = useServerNow(100)
  const seconds = now === 0 ? null : Math.max(0, Math.ceil((startsAt - now) / 1_000))
  return (
    <div className={styles.countdown}>
      <h1 className="visually-hidden">{t('countdownTitle')}</h1>
      <p className={`numerals ${styles.number}`} role="timer" aria-live="assertive" data-testid="countdown">
        <span key={seconds}>{seconds ?? ''}</span>
      </p>
      <p className={styles.lead}>{t('countdownLead')}</p>
    </div>
  )
}

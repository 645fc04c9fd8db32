'use client'

import { useTranslations } from 'next-intl'
import { useAppSelector } from '../../../app-services/store/store'
import styles from './connection-state.module.css'

/** Whether this page hears of everything: a word and a shape, and the numbers behind them for whoever looks. */
export function ConnectionState() {
  const t = useTranslations('battle')
  const status = useAppSelector((state) => state.connection.status)
  const url = useAppSelector((state) => state.connection.url)
  const applied = useAppSelector((state) => state.battle.view?.seq ?? 0)
  const head = useAppSelector((state) => state.battle.head)
  const text = status === 'online' ? t('online') : status === 'offline' ? t('reconnecting') : t('connecting')
  const behind = Math.max(head, applied) - applied
  const details = `${t('seq', { applied: String(applied), head: String(Math.max(head, applied)) })}, ${url}`
  return (
    <span
      className={styles.state}
      data-status={status}
      data-well={(status === 'online' && behind === 0) || undefined}
      data-testid="connection"
      data-url={url}
      data-seq={`${applied}/${head}`}
      title={details}
    >
      <i aria-hidden="true" />
      <span className="visually-hidden">
        {t('connection')}: {text},
      </span>
      <span aria-hidden="true">{behind > 0 ? t('catchingUp') : text}</span>
    </span>
  )
}

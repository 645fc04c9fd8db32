'use client'

import { useTranslations } from 'next-intl'
import { useAppSelector } from '../../store/store'
import styles from './connection-state.module.css'

/** How far this page is with the battle's log: both numbers are the same when nothing is missing. */
export function ConnectionState() {
  const t = useTranslations('battle')
  const status = useAppSelector((state) => state.connection.status)
  const url = useAppSelector((state) => state.connection.url)
  const applied = useAppSelector((state) => state.battle.view?.seq ?? 0)
  const head = useAppSelector((state) => state.battle.head)
  const text = status === 'online' ? t('online') : status === 'offline' ? t('reconnecting') : t('connecting')
  return (
    <span className={styles.state} data-status={status} data-testid="connection" data-url={url} title={`${text} ${url}`}>
      <i aria-hidden="true" />
      <span className="visually-hidden">
        {t('connection')}: {text},
      </span>
      <span className="numerals">{t('seq', { applied: String(applied), head: String(Math.max(head, applied)) })}</span>
    </span>
  )
}

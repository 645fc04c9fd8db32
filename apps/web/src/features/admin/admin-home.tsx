'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { isMoving } from '../rejudge/rejudge-state'
import { RejudgesPage } from '../rejudge/rejudges-page'
import styles from './admin.module.css'

/** What administrators can do, and whether any of it goes on now. */
export function AdminHome() {
  const t = useTranslations('admin')
  return (
    <RejudgesPage title={t('title')} lead={t('lead')}>
      {(sets) => (
        <ul className={styles.list}>
          <li>
            <Link href="/admin/rejudges">{t('rejudges')}</Link>
            <p>{t('rejudgesLead')}</p>
            <p className={styles.fact}>{t('rejudgesNow', { count: sets.filter(isMoving).length })}</p>
          </li>
          <li>
            <Link href="/watch">{t('battles')}</Link>
            <p>{t('battlesLead')}</p>
          </li>
        </ul>
      )}
    </RejudgesPage>
  )
}

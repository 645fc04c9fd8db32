'use client'

import { useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation'
import { queries } from '../../../app-services/resources/queries'
import { isMoving, RejudgesPage } from '../../judge/face'
import styles from './admin.module.css'

/** What administrators can do, and whether any of it goes on now. */
export function AdminHome() {
  const t = useTranslations('admin')
  const { currentData: status } = queries.useStatusQuery()
  const steps = status?.capacity.speedSteps ?? []
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
          <li>
            <h2>{t('runners')}</h2>
            <p>{t('runnersLead')}</p>
            {steps.map(({ step, slots }) => (
              <p key={step} className={styles.fact}>
                {step === null ? t('runnersUnknown', { slots }) : t('runnersStep', { step, slots })}
              </p>
            ))}
          </li>
        </ul>
      )}
    </RejudgesPage>
  )
}

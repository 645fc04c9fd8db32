'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { Link } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { isMoving, RejudgesPage, useAdminResource } from '../../judge/face'
import styles from './admin.module.css'

/** What administrators can do, and whether any of it goes on now. */
export function AdminHome() {
  const t = useTranslations('admin')
  const { api } = useServices()
  const [status] = useAdminResource(
    useCallback((signal: AbortSignal) => api.getStatus({ signal }), [api]),
    () => false,
  )
  const steps = status.value?.capacity.speedSteps ?? []
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

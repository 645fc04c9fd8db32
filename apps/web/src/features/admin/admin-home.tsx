'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { useServices } from '../../services/services-provider'
import { PageHead } from '../../ui/page-head'
import page from '../../ui/page.module.css'
import { Skeleton } from '../../ui/skeleton'
import { RejudgeRefused } from '../rejudge/rejudge-refused'
import { isMoving } from '../rejudge/rejudge-state'
import { useAdminResource } from '../rejudge/use-admin-resource'
import styles from './admin.module.css'

/** What administrators can do, and whether any of it goes on now. */
export function AdminHome() {
  const t = useTranslations('admin')
  const { api } = useServices()
  const [sets, reload] = useAdminResource(
    useCallback((signal: AbortSignal) => api.listRejudges({ signal }), [api]),
    (loaded) => loaded.some(isMoving),
  )
  const [status] = useAdminResource(
    useCallback((signal: AbortSignal) => api.getStatus({ signal }), [api]),
    () => false,
  )
  const steps = status.value?.capacity.speedSteps ?? []
  if (sets.status === 'failed' && !sets.value) return <RejudgeRefused error={sets.error} onAgain={reload} />
  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      {!sets.value && <Skeleton height="10rem" />}
      {sets.value && (
        <ul className={styles.list}>
          <li>
            <Link href="/admin/rejudges">{t('rejudges')}</Link>
            <p>{t('rejudgesLead')}</p>
            <p className={styles.fact}>{t('rejudgesNow', { count: sets.value.filter(isMoving).length })}</p>
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
    </div>
  )
}

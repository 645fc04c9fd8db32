'use client'

import type { RejudgeSet } from '@eduscale/contracts/rejudge'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import { useServices } from '../../services/services-provider'
import { Button } from '../../ui/button'
import { PageHead } from '../../ui/page-head'
import page from '../../ui/page.module.css'
import { Skeleton } from '../../ui/skeleton'
import { RejudgeForm } from './rejudge-form'
import { RejudgeRefused } from './rejudge-refused'
import { isMoving, RejudgeProgress, RejudgeStateTag } from './rejudge-state'
import styles from './rejudge.module.css'
import { useAdminResource } from './use-admin-resource'

export function RejudgeList() {
  const t = useTranslations('rejudge')
  const { api } = useServices()
  const router = useRouter()
  const [isCreating, setIsCreating] = useState(false)
  const [sets, reload] = useAdminResource(
    useCallback((signal: AbortSignal) => api.listRejudges({ signal }), [api]),
    (loaded) => loaded.some(isMoving),
  )
  if (sets.status === 'failed' && !sets.value) return <RejudgeRefused error={sets.error} onAgain={reload} />
  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      {!sets.value && <Skeleton height="12rem" />}
      {sets.value && (
        <>
          <p>
            <Button look="primary" onClick={() => setIsCreating(true)}>
              {t('create')}
            </Button>
          </p>
          {sets.value.length === 0 && (
            <div className={styles.empty}>
              <h2>{t('empty')}</h2>
              <p>{t('emptyLead')}</p>
            </div>
          )}
          <ul className={styles.list}>
            {sets.value.map((set) => (
              <SetRow key={set.id} set={set} />
            ))}
          </ul>
        </>
      )}
      {isCreating && (
        <RejudgeForm onClose={() => setIsCreating(false)} onCreated={(set) => router.push(`/admin/rejudges/${set.id}`)} />
      )}
    </div>
  )
}

function SetRow({ set }: { set: RejudgeSet }) {
  const t = useTranslations('rejudge')
  const locale = useLocale()
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(set.createdAt))
  return (
    <li className={styles.row}>
      <RejudgeStateTag state={set.state} />
      <div className={styles.main}>
        <Link href={`/admin/rejudges/${set.id}`}>{set.reason}</Link>
        <span className={styles.fact}>{t('by', { name: set.createdBy, when })}</span>
      </div>
      {set.judged < set.total ? (
        <RejudgeProgress set={set} />
      ) : (
        <span className={styles.fact}>{t('changed', { count: set.changed })}</span>
      )}
    </li>
  )
}

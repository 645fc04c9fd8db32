'use client'

import type { RejudgeSet } from '@eduscale/contracts/rejudge'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Link, useRouter } from '../../../i18n/navigation'
import { Button } from '../../../ui/button'
import { loadLater } from '../../../ui/load-later'
import { RejudgeProgress, RejudgeStateTag } from './rejudge-state'
import { RejudgesPage } from './rejudges-page'
import styles from './rejudge.module.css'

const RejudgeForm = loadLater(() => import('./rejudge-form').then((module) => module.RejudgeForm), { notice: 'dialog' })

export function RejudgeList() {
  const t = useTranslations('rejudge')
  const router = useRouter()
  const [isCreating, setIsCreating] = useState(false)
  return (
    <RejudgesPage title={t('title')} lead={t('lead')}>
      {(sets) => (
        <>
          <p>
            <Button look="primary" onClick={() => setIsCreating(true)}>
              {t('create')}
            </Button>
          </p>
          {sets.length === 0 ? (
            <div className={styles.empty}>
              <h2>{t('empty')}</h2>
              <p>{t('emptyLead')}</p>
            </div>
          ) : (
            <ul className={styles.list}>
              {sets.map((set) => (
                <SetRow key={set.id} set={set} />
              ))}
            </ul>
          )}
          {isCreating && (
            <RejudgeForm onClose={() => setIsCreating(false)} onCreated={(set) => router.push(`/admin/rejudges/${set.id}`)} />
          )}
        </>
      )}
    </RejudgesPage>
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

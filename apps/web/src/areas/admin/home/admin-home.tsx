'use client'

import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { pagesOf } from '../../../app-services/resources/pages-of'
import { livePolling, queries } from '../../../app-services/resources/queries'
import { useAsker } from '../../../app-services/resources/use-asker'
import { Link } from '../../../i18n/navigation'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Skeleton } from '../../../ui/skeleton'
import { isMoving, movingPollMs } from '../../judge/face'
import styles from './admin.module.css'
import { StaffRefused } from './staff-refused'
import { useWhen } from './use-when'

/** What there is to look after, and how it stands. All who may enter can read the audit, which tells everybody else that they can't. */
export function AdminHome() {
  const t = useTranslations('admin')
  const when = useWhen()
  const asker = useAsker()
  const audit = pagesOf(queries.useAuditInfiniteQuery(asker === null ? skipToken : { asker, query: {} }), (each) => each.entries)
  const [last] = audit.items ?? []
  if (audit.error && audit.items === null) return <StaffRefused error={audit.error} onAgain={audit.reload} />
  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      {audit.items === null ? (
        <Skeleton height="12rem" />
      ) : (
        <ul className={styles.list}>
          <li>
            <Link href="/admin/people">{t('people')}</Link>
            <p>{t('peopleLead')}</p>
          </li>
          <li>
            <Link href="/admin/audit">{t('audit')}</Link>
            <p>{t('auditLead')}</p>
            {last && <p className={styles.fact}>{t('auditLast', { when: when(last.at) })}</p>}
          </li>
          <li>
            <Link href="/watch">{t('battles')}</Link>
            <p>{t('battlesLead')}</p>
          </li>
          <Rejudges />
          <Runners />
        </ul>
      )}
    </div>
  )
}

/** Only where one may. */
function Rejudges() {
  const t = useTranslations('admin')
  const asker = useAsker()
  const asked = asker === null ? skipToken : { asker }
  const { currentData: known } = queries.endpoints.rejudges.useQueryState(asked)
  const { currentData: sets } = queries.useRejudgesQuery(asked, livePolling(known?.some(isMoving) ? movingPollMs : 0))
  if (!sets) return null
  return (
    <li>
      <Link href="/admin/rejudges">{t('rejudges')}</Link>
      <p>{t('rejudgesLead')}</p>
      <p className={styles.fact}>{t('rejudgesNow', { count: sets.filter(isMoving).length })}</p>
    </li>
  )
}

function Runners() {
  const t = useTranslations('admin')
  const { currentData: status } = queries.useStatusQuery()
  return (
    <li>
      <h2>{t('runners')}</h2>
      <p>{t('runnersLead')}</p>
      {status?.capacity.speedSteps.map(({ step, slots }) => (
        <p key={step} className={styles.fact}>
          {step === null ? t('runnersUnknown', { slots }) : t('runnersStep', { step, slots })}
        </p>
      ))}
    </li>
  )
}

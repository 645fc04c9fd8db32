'use client'

import { auditActions, type AuditAction } from '@eduscale/contracts/audit-actions'
import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { pagesOf } from '../../../app-services/resources/pages-of'
import { queries } from '../../../app-services/resources/queries'
import { useAsker } from '../../../app-services/resources/use-asker'
import { Link } from '../../../i18n/navigation'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Select } from '../../../ui/select'
import styles from './audit.module.css'
import { AuditTable } from './audit-table'
import { StaffRefused } from '../home/staff-refused'

/** All that people with a role have done; nobody can change it. */
export function AuditPage() {
  const t = useTranslations('audit')
  const admin = useTranslations('admin')
  const [action, setAction] = useState<AuditAction | ''>('')
  const asker = useAsker()
  const all = pagesOf(queries.useAuditInfiniteQuery(asker === null ? skipToken : { asker, query: {} }), (each) => each.entries)
  if (all.error && all.items === null) return <StaffRefused error={all.error} onAgain={all.reload} />
  return (
    <div className={page.page}>
      <p className={page.crumb}>
        <Link href="/admin">← {admin('title')}</Link>
      </p>
      <PageHead title={t('title')} lead={t('lead')} />
      <div className={styles.filters}>
        <Select
          label={t('what')}
          value={action}
          options={[
            { value: '' as const, label: t('anything') },
            ...auditActions.map((value) => ({ value, label: t(`action.${value}`) })),
          ]}
          onChange={setAction}
        />
      </div>
      <AuditTable query={action === '' ? {} : { action }} />
    </div>
  )
}

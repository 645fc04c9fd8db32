'use client'

import type { AuditEntry, AuditQuery } from '@eduscale/contracts/audit'
import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { ReadFailed } from '../../../app-services/errors/read-failed'
import { PagedTable } from '../../../app-services/resources/paged-table'
import { pagesOf } from '../../../app-services/resources/pages-of'
import { queries } from '../../../app-services/resources/queries'
import { useAsker } from '../../../app-services/resources/use-asker'
import { Link } from '../../../i18n/navigation'
import type { Column } from '../../../ui/data-table'
import { Skeleton } from '../../../ui/skeleton'
import { useWhen } from '../home/use-when'
import styles from './audit.module.css'
import { placeOf } from './place-of'
import { useEntryText } from './use-entry-text'

/** What was done by people with a role, the newest first. */
export function AuditTable({ query }: { query: AuditQuery }) {
  const t = useTranslations('audit')
  const asker = useAsker()
  const columns = useColumns()
  const asked = asker === null ? skipToken : { asker, query }
  const pages = pagesOf(queries.useAuditInfiniteQuery(asked), (page) => page.entries)
  const { items, error } = pages
  if (items === null) return error ? <ReadFailed error={error} onAgain={pages.reload} /> : <Skeleton height="8rem" />
  if (items.length === 0) return <p className={styles.none}>{t('none')}</p>
  return <PagedTable label={t('title')} columns={columns} pages={pages} keyOf={(entry) => entry.id} />
}

function useColumns(): Record<string, Column<AuditEntry>> {
  const t = useTranslations('audit')
  const when = useWhen()
  const { actionOf, detailOf } = useEntryText()
  return {
    when: { title: t('when'), cell: ({ at }) => <time dateTime={at}>{when(at)}</time> },
    who: { title: t('who'), cell: ({ actor }) => (actor ? <Name of={actor} /> : t('command')) },
    what: { title: t('what'), cell: actionOf },
    whom: {
      title: t('whom'),
      cell: (entry) => {
        const place = placeOf(entry)
        if (entry.person) return <Name of={entry.person} />
        return place ? <Link href={place}>{entry.subject.slice(0, 8)}</Link> : entry.subject
      },
    },
    detail: { title: t('detail'), cell: detailOf },
  }
}

function Name({ of: { id, name } }: { of: NonNullable<AuditEntry['actor']> }) {
  return name === null ? (
    <code title={id} translate="no">
      {id.slice(0, 8)}
    </code>
  ) : (
    <Link href={`/admin/people/${id}`}>{name}</Link>
  )
}

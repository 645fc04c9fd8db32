'use client'

import type { FoundPerson } from '@eduscale/contracts/person'
import { skipToken } from '@reduxjs/toolkit/query'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { PagedTable } from '../../../app-services/resources/paged-table'
import { pagesOf } from '../../../app-services/resources/pages-of'
import { queries } from '../../../app-services/resources/queries'
import { useAsker } from '../../../app-services/resources/use-asker'
import { Link } from '../../../i18n/navigation'
import { Badge } from '../../../ui/badge'
import { ChoiceGroup } from '../../../ui/choice-group'
import type { Column } from '../../../ui/data-table'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Skeleton } from '../../../ui/skeleton'
import { StaffRefused } from '../home/staff-refused'
import { useWhen } from '../home/use-when'
import styles from './people.module.css'
import { peopleAddress, showChoices, type PeopleView } from './people-view'

/** Whoever types is asked for once they pause. */
const pauseMs = 250

/** Everybody by the beginning of their name, or those who have a role, or who are banned. */
export function PeoplePage({ initialView }: { initialView: PeopleView }) {
  const t = useTranslations('people')
  const admin = useTranslations('admin')
  const [view, setView] = useState(initialView)
  const [asked, setAsked] = useState(initialView)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(view), pauseMs)
    return () => clearTimeout(timer)
  }, [view])
  const choose = (next: PeopleView) => {
    setView(next)
    // At once: later it would call back whoever is on the way to somebody's page by then.
    history.replaceState(null, '', peopleAddress(next))
  }
  return (
    <div className={page.page}>
      <p className={page.crumb}>
        <Link href="/admin">← {admin('title')}</Link>
      </p>
      <PageHead title={t('title')} lead={t('lead')} />
      <div className={styles.filters} role="search">
        <label className={styles.search}>
          <span>{t('search')}</span>
          <input
            type="search"
            value={view.search}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => choose({ ...view, search: event.target.value })}
          />
        </label>
        <ChoiceGroup
          label={t('show')}
          value={view.show}
          options={showChoices.map((value) => ({ value, label: t(`showing.${value}`) }))}
          onChange={(show) => choose({ ...view, show })}
        />
      </div>
      <PeopleTable view={asked} />
    </div>
  )
}

function PeopleTable({ view }: { view: PeopleView }) {
  const t = useTranslations('people')
  const columns = useColumns()
  const asker = useAsker()
  const pages = pagesOf(
    queries.usePeopleInfiniteQuery(asker === null ? skipToken : { asker, query: view }),
    (found) => found.people,
  )
  const { items, error } = pages
  if (items === null) return error ? <StaffRefused error={error} onAgain={pages.reload} /> : <Skeleton height="16rem" />
  if (items.length === 0)
    return (
      <p className={styles.none} role="status">
        {t('none')}
      </p>
    )
  return <PagedTable label={t('title')} columns={columns} pages={pages} keyOf={({ id }) => id} />
}

function useColumns(): Record<string, Column<FoundPerson>> {
  const t = useTranslations('people')
  const names = useTranslations('role')
  const when = useWhen()
  const day = new Intl.DateTimeFormat(useLocale(), { dateStyle: 'medium' })
  return {
    name: { title: t('name'), cell: ({ id, name }) => <Link href={`/admin/people/${id}`}>{name}</Link> },
    kind: { title: t('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
    roles: { title: t('roles'), cell: ({ roles }) => roles.map((each) => names(each)).join(', ') },
    ban: {
      title: t('standing'),
      isMarked: ({ ban }) => ban !== null,
      cell: ({ ban }) =>
        ban && <Badge tone="fail">{ban.until === null ? t('bannedForGood') : t('bannedUntil', { when: when(ban.until) })}</Badge>,
    },
    since: { title: t('since'), cell: ({ createdAt }) => <time dateTime={createdAt}>{day.format(new Date(createdAt))}</time> },
  }
}

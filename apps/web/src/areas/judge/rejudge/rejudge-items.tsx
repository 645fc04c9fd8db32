'use client'

import type { RejudgeItem, RejudgeSet } from '@eduscale/contracts/rejudge'
import { skipToken } from '@reduxjs/toolkit/query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ReadFailed } from '../../../app-services/errors/read-failed'
import { languageName } from '../../../app-services/languages/languages'
import { PagedTable } from '../../../app-services/resources/paged-table'
import { pagesOf } from '../../../app-services/resources/pages-of'
import { queries } from '../../../app-services/resources/queries'
import { useAsker } from '../../../app-services/resources/use-asker'
import { Link } from '../../../i18n/navigation'
import { ChoiceGroup } from '../../../ui/choice-group'
import type { Column } from '../../../ui/data-table'
import { Select } from '../../../ui/select'
import { Skeleton } from '../../../ui/skeleton'
import { VerdictMark } from '../../../workbench/console/verdict-mark'
import { itemsQuery, verdictChoices, type ItemsView } from './items-view'
import styles from './rejudge-items.module.css'

/** Before and after, submission by submission. */
export function RejudgeItems({ set, initialView }: { set: RejudgeSet; initialView: ItemsView }) {
  const t = useTranslations('rejudge')
  const verdicts = useTranslations('verdict')
  const [view, setView] = useState(initialView)
  const choose = (next: ItemsView) => {
    setView(next)
    const query = new URLSearchParams(Object.entries(itemsQuery(next)).map(([key, value]) => [key, String(value)]))
    history.replaceState(null, '', `?${query.toString()}`)
  }
  const options = (allLabel: string) => [
    { value: '' as const, label: allLabel },
    ...verdictChoices.map((value) => ({ value, label: verdicts(value) })),
  ]
  return (
    <section aria-label={t('submission')}>
      <div className={styles.filters}>
        <ChoiceGroup
          label={t('show')}
          value={view.show}
          options={[
            { value: 'changed', label: t('showChanged') },
            { value: 'all', label: t('showAll') },
          ]}
          onChange={(show) => choose({ ...view, show })}
        />
        <Select
          label={t('before')}
          value={view.before ?? ''}
          options={options(t('anyBefore'))}
          onChange={(before) => choose({ ...view, before: before || null })}
        />
        <Select
          label={t('after')}
          value={view.after ?? ''}
          options={options(t('anyAfter'))}
          onChange={(after) => choose({ ...view, after: after || null })}
        />
      </div>
      {/* Anew when the set moves on: what was loaded page by page is of before. */}
      <ItemsTable key={`${set.state} ${Math.floor(set.judged / 50)}`} id={set.id} view={view} />
    </section>
  )
}

function ItemsTable({ id, view }: { id: string; view: ItemsView }) {
  const t = useTranslations('rejudge')
  const columns = useItemColumns()
  const asker = useAsker()
  const asked = asker === null ? skipToken : { asker, id, query: itemsQuery(view) }
  const pages = pagesOf(queries.useRejudgeItemsInfiniteQuery(asked), (page) => page.items)
  const { items, error } = pages
  if (items === null) return error ? <ReadFailed error={error} onAgain={pages.reload} /> : <Skeleton height="8rem" />
  const isFiltered = view.before !== null || view.after !== null
  if (items.length === 0)
    return <p className={styles.none}>{isFiltered || view.show === 'all' ? t('noItems') : t('noChanges')}</p>
  return <PagedTable label={t('submission')} columns={columns} pages={pages} keyOf={(item) => item.id} />
}

function useItemColumns(): Record<string, Column<RejudgeItem>> {
  const t = useTranslations('rejudge')
  const locale = useLocale()
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' })
  return {
    before: { title: t('before'), cell: ({ before }) => <Judged judged={before} /> },
    after: { title: t('after'), isMarked: ({ isChanged }) => isChanged, cell: (item) => <After item={item} /> },
    who: { title: t('who'), cell: ({ userId, userName }) => <Link href={`/admin/people/${userId}`}>{userName}</Link> },
    problem: {
      title: t('problem'),
      cell: ({ problemSlug }) => <Link href={`/practice/${problemSlug}`}>{problemSlug}</Link>,
    },
    language: { title: t('language'), cell: ({ language }) => languageName(language) },
    received: {
      title: t('received'),
      cell: ({ receivedAt }) => <time dateTime={receivedAt}>{when.format(new Date(receivedAt))}</time>,
    },
    submission: {
      title: t('submission'),
      cell: ({ battleId, submissionId }) => (
        <>
          {battleId && <Link href={`/battle/${battleId}`}>{t('inBattle')}</Link>}{' '}
          <code title={submissionId} translate="no">
            {submissionId.slice(0, 8)}
          </code>
        </>
      ),
    },
  }
}

function After({ item }: { item: RejudgeItem }) {
  const t = useTranslations('rejudge')
  return (
    <>
      {item.after ? <Judged judged={item.after} /> : t('waiting')}
      {item.isChanged && <span className="visually-hidden"> {t('changedMark')}</span>}
      {item.outcome && <small> {t(`outcome.${item.outcome}`)}</small>}
    </>
  )
}

function Judged({ judged: { verdict, score } }: { judged: RejudgeItem['before'] }) {
  const t = useTranslations('rejudge')
  const verdicts = useTranslations('verdict')
  return (
    <span className={styles.judged}>
      <VerdictMark verdict={verdict} />
      {score === null ? verdicts(verdict) : t('points', { verdict: verdicts(verdict), score: String(score) })}
    </span>
  )
}

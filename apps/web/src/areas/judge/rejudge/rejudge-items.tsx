'use client'

import type { RejudgeItem, RejudgeItems as Items, RejudgeSet } from '@eduscale/contracts/rejudge'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import { Link } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { useResource } from '../../../app-services/resources/use-resource'
import { Button } from '../../../ui/button'
import { ChoiceGroup } from '../../../ui/choice-group'
import { ScrollArea } from '../../../ui/scroll-box'
import { Select } from '../../../ui/select'
import { Skeleton } from '../../../ui/skeleton'
import { VerdictMark } from '../../../workbench/console/verdict-mark'
import { useAction } from '../../../app-services/errors/use-action'
import { useErrorText } from '../../../app-services/errors/use-error-text'
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
      {/* Anew for each choice, and when the set moves on: what was loaded page by page is of before. */}
      <ItemsTable key={`${JSON.stringify(view)} ${set.state} ${Math.floor(set.judged / 50)}`} id={set.id} view={view} />
    </section>
  )
}

function ItemsTable({ id, view }: { id: string; view: ItemsView }) {
  const t = useTranslations('rejudge')
  const errors = useTranslations('error')
  const errorText = useErrorText()
  const { api } = useServices()
  const [more, setMore] = useState<Items | null>(null)
  const [first, reload] = useResource(
    useCallback((signal: AbortSignal) => api.listRejudgeItems(id, itemsQuery(view), { signal }), [api, id, view]),
  )
  const [loadMore, isLoading] = useAction(async (cursor: string) => {
    const next = await api.listRejudgeItems(id, { ...itemsQuery(view), cursor })
    setMore({ items: [...(more?.items ?? []), ...next.items], nextCursor: next.nextCursor })
  })
  if (first.status === 'failed') {
    return (
      <p className={styles.none}>
        {errorText(first.error)} <Button onClick={reload}>{errors('again')}</Button>
      </p>
    )
  }
  if (!first.value) return <Skeleton height="8rem" />
  const items = [...first.value.items, ...(more?.items ?? [])]
  const { nextCursor } = more ?? first.value
  const isFiltered = view.before !== null || view.after !== null
  if (items.length === 0)
    return <p className={styles.none}>{isFiltered || view.show === 'all' ? t('noItems') : t('noChanges')}</p>
  return (
    <>
      <ScrollArea label={t('submission')} className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
              <th scope="col">{t('who')}</th>
              <th scope="col">{t('problem')}</th>
              <th scope="col">{t('language')}</th>
              <th scope="col">{t('received')}</th>
              <th scope="col">{t('submission')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <ItemRow key={item.id} item={item} />
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {nextCursor !== null && (
        <Button isBusy={isLoading} onClick={() => loadMore(nextCursor)}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function ItemRow({ item }: { item: RejudgeItem }) {
  const t = useTranslations('rejudge')
  const locale = useLocale()
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' })
  return (
    <tr data-changed={item.isChanged || undefined}>
      <td>
        <Judged judged={item.before} />
      </td>
      <td className={styles.after}>
        {item.after ? <Judged judged={item.after} /> : t('waiting')}
        {item.isChanged && <span className="visually-hidden"> {t('changedMark')}</span>}
        {item.outcome && <small> {t(`outcome.${item.outcome}`)}</small>}
      </td>
      <td>{item.userName}</td>
      <td>
        <Link href={`/practice/${item.problemSlug}`}>{item.problemSlug}</Link>
      </td>
      <td>{item.language}</td>
      <td>
        <time dateTime={item.receivedAt}>{when.format(new Date(item.receivedAt))}</time>
      </td>
      <td>
        {item.battleId && <Link href={`/battle/${item.battleId}`}>{t('inBattle')}</Link>}{' '}
        <code title={item.submissionId} translate="no">
          {item.submissionId.slice(0, 8)}
        </code>
      </td>
    </tr>
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

'use client'

import type { RejudgeSet } from '@eduscale/contracts/rejudge'
import { skipToken } from '@reduxjs/toolkit/query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Link } from '../../../i18n/navigation'
import { isApiError, type ApiError } from '@eduscale/client/http-client'
import { useErrorText } from '../../../app-services/errors/use-error-text'
import { useServices } from '../../../app-services/context/use-services'
import { livePolling, queries } from '../../../app-services/resources/queries'
import { useAsker } from '../../../app-services/resources/use-asker'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { useAppDispatch } from '../../../app-services/store/store'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import page from '../../../ui/page.module.css'
import { PageHead } from '../../../ui/page-head'
import { Skeleton } from '../../../ui/skeleton'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import type { ItemsView } from './items-view'
import { RejudgeItems } from './rejudge-items'
import { RejudgeRefused } from './rejudge-refused'
import { isMoving, movingPollMs, RejudgeProgress, RejudgeStateTag } from './rejudge-state'
import styles from './rejudge.module.css'

/** One rejudge: how far it is, what would change, and the decision. */
export function RejudgePage({ id, initialView }: { id: string; initialView: ItemsView }) {
  const t = useTranslations('rejudge')
  const { api } = useServices()
  const dispatch = useAppDispatch()
  const errorText = useErrorText()
  const [isBusy, setIsBusy] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const asker = useAsker()
  const asked = asker === null ? skipToken : { asker, id }
  const { currentData: known } = queries.endpoints.rejudge.useQueryState(asked)
  const [set, reload] = useQueryResource(queries.useRejudgeQuery(asked, livePolling(known && isMoving(known) ? movingPollMs : 0)))
  const tellRefusal = (error: ApiError) => {
    if (error.code !== 'wrong-state') return errorText(error)
    return error.data['because'] === 'later-rejudge' ? t('laterFirst') : t('movedOn')
  }
  const change = async (step: 'apply' | 'discard' | 'undo') => {
    setIsBusy(true)
    setIsAsking(false)
    try {
      await api.changeRejudge(id, step)
    } catch (error) {
      if (!isApiError(error)) throw error
      dispatch(toastShown({ tone: 'bad', text: tellRefusal(error) }))
    } finally {
      setIsBusy(false)
      reload()
    }
  }
  if (set.status === 'failed' && !set.value) return <RejudgeRefused error={set.error} onAgain={reload} />
  return (
    <div className={page.page}>
      <p className={page.crumb}>
        <Link href="/admin/rejudges">← {t('back')}</Link>
      </p>
      {!set.value && <Skeleton height="16rem" />}
      {set.value && (
        <>
          <PageHead title={set.value.reason}>
            <Summary set={set.value} />
          </PageHead>
          <div className={styles.actions}>
            {set.value.state === 'ready' && (
              <Button look="primary" isBusy={isBusy} disabled={set.value.changed === 0} onClick={() => setIsAsking(true)}>
                {t('apply')}
              </Button>
            )}
            {['collecting', 'judging', 'ready'].includes(set.value.state) && (
              <Button isBusy={isBusy} onClick={() => void change('discard')}>
                {t('discard')}
              </Button>
            )}
            {['applied', 'discarded'].includes(set.value.state) && (
              <Button isBusy={isBusy} onClick={() => void change('undo')}>
                {t('undo')}
              </Button>
            )}
          </div>
          <p className={styles.fact}>{t('battleNote')}</p>
          <Totals set={set.value} />
          <RejudgeItems set={set.value} initialView={initialView} />
          {isAsking && (
            <Dialog title={t('applyTitle')} onClose={() => setIsAsking(false)}>
              <div className={styles.ask}>
                <p>{t('applyText', { count: set.value.changed })}</p>
                <p>{t('battleNote')}</p>
                <div className={styles.actions}>
                  <Button look="primary" onClick={() => void change('apply')}>
                    {t('confirmApply')}
                  </Button>
                  <Button look="quiet" onClick={() => setIsAsking(false)}>
                    {t('keep')}
                  </Button>
                </div>
              </div>
            </Dialog>
          )}
        </>
      )}
    </div>
  )
}

function Summary({ set }: { set: RejudgeSet }) {
  const t = useTranslations('rejudge')
  const locale = useLocale()
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div className={styles.summary} role="status">
      <RejudgeStateTag state={set.state} />
      <span className={styles.fact}>{t('by', { name: set.createdBy, when: format.format(new Date(set.createdAt)) })}</span>
      {set.closedBy !== null && set.closedAt !== null && (
        <span className={styles.fact}>
          {t('closedBy', { state: t(`state.${set.state}`), name: set.closedBy, when: format.format(new Date(set.closedAt)) })}
        </span>
      )}
      {set.judged < set.total && <RejudgeProgress set={set} />}
    </div>
  )
}

function Totals({ set }: { set: RejudgeSet }) {
  const t = useTranslations('rejudge')
  const rows = [
    { label: t('total'), value: `${set.judged} / ${set.total}` },
    { label: t('changedTotal'), value: String(set.changed) },
    ...(set.failed > 0 ? [{ label: t('failedTotal'), value: String(set.failed) }] : []),
    ...(set.superseded > 0 ? [{ label: t('supersededTotal'), value: String(set.superseded), hint: t('supersededHint') }] : []),
  ]
  return (
    <dl className={styles.totals}>
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>
            <strong className="numerals">{row.value}</strong>
            {'hint' in row && <small>{row.hint}</small>}
          </dd>
        </div>
      ))}
      {set.moves.length > 0 && (
        <div>
          <dt>{t('moves')}</dt>
          <dd>
            <ul className={styles.moves}>
              {set.moves.slice(0, 12).map(({ before, after, count }) => (
                <li key={`${before} ${after}`}>{t('move', { before, after, count: String(count) })}</li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  )
}

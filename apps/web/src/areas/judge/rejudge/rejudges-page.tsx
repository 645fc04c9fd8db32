import type { RejudgeSet } from '@eduscale/contracts/rejudge'
import { skipToken } from '@reduxjs/toolkit/query'
import type { ReactNode } from 'react'
import { livePolling, queries } from '../../../app-services/resources/queries'
import { useAsker } from '../../../app-services/resources/use-asker'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Skeleton } from '../../../ui/skeleton'
import { RejudgeRefused } from './rejudge-refused'
import { isMoving, movingPollMs } from './rejudge-state'

interface RejudgesPageProps {
  title: string
  lead: string
  /** What the page makes of all rejudges, once they are here. */
  children: (sets: readonly RejudgeSet[]) => ReactNode
}

/** The frame of the administrators' pages: only they can have the list of rejudges, which tells everybody else that they can't. */
export function RejudgesPage({ title, lead, children }: RejudgesPageProps) {
  const asker = useAsker()
  const asked = asker === null ? skipToken : { asker }
  const { currentData: known } = queries.endpoints.rejudges.useQueryState(asked)
  const [sets, reload] = useQueryResource(queries.useRejudgesQuery(asked, livePolling(known?.some(isMoving) ? movingPollMs : 0)))
  if (sets.status === 'failed' && !sets.value) return <RejudgeRefused error={sets.error} onAgain={reload} />
  return (
    <div className={page.page}>
      <PageHead title={title} lead={lead} />
      {sets.value ? children(sets.value) : <Skeleton height="12rem" />}
    </div>
  )
}

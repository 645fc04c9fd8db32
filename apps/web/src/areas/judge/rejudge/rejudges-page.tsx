import type { RejudgeSet } from '@eduscale/contracts/rejudge'
import { useCallback, type ReactNode } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Skeleton } from '../../../ui/skeleton'
import { RejudgeRefused } from './rejudge-refused'
import { isMoving } from './rejudge-state'
import { useAdminResource } from './use-admin-resource'

interface RejudgesPageProps {
  title: string
  lead: string
  /** What the page makes of all rejudges, once they are here. */
  children: (sets: readonly RejudgeSet[]) => ReactNode
}

/** The frame of the administrators' pages: only they can have the list of rejudges, which tells everybody else that they can't. */
export function RejudgesPage({ title, lead, children }: RejudgesPageProps) {
  const { api } = useServices()
  const [sets, reload] = useAdminResource(
    useCallback((signal: AbortSignal) => api.listRejudges({ signal }), [api]),
    (loaded) => loaded.some(isMoving),
  )
  if (sets.status === 'failed' && !sets.value) return <RejudgeRefused error={sets.error} onAgain={reload} />
  return (
    <div className={page.page}>
      <PageHead title={title} lead={lead} />
      {sets.value ? children(sets.value) : <Skeleton height="12rem" />}
    </div>
  )
}

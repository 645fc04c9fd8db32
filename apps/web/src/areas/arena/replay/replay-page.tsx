'use client'

import { useTranslations } from 'next-intl'
import { useCallback, type ReactNode } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useResource } from '../../../app-services/resources/use-resource'
import { useAppSelector } from '../../../app-services/store/store'
import { Skeleton } from '../../../ui/skeleton'
import { ReplayPlayer } from './replay-player'
import { ReplayRefused } from './replay-refused'
import styles from './replay-page.module.css'

/** May be 32 MB. Not among the queries, whose store would look through each of its keystrokes. */
const replayTimeoutMs = 90_000

export function ReplayPage({ battleId, header }: { battleId: string; header: ReactNode }) {
  const t = useTranslations('replay')
  const { api } = useServices()
  const status = useAppSelector((state) => state.identity.status)
  const myId = useAppSelector((state) => state.identity.user?.id ?? null)
  const slot = useAppSelector((state) => state.identity.slot)
  const load = useCallback(
    (signal: AbortSignal) => {
      // Asked anew by whom this tab becomes.
      void slot
      return api.getReplay(battleId, { signal })
    },
    [api, battleId, slot],
  )
  const [replay, reload] = useResource(status === 'unknown' ? null : load, replayTimeoutMs)
  return (
    <div className={styles.page}>
      {header}
      <main id="content" tabIndex={-1} className={styles.main}>
        {replay.value ? (
          <ReplayPlayer replay={replay.value} myId={myId} />
        ) : replay.status === 'failed' ? (
          <ReplayRefused battleId={battleId} error={replay.error} onAgain={reload} />
        ) : (
          <div className={styles.loading} aria-busy="true">
            <h1 className="visually-hidden">{t('title')}</h1>
            <Skeleton height="60vh" />
            <Skeleton height="6rem" />
          </div>
        )}
      </main>
    </div>
  )
}

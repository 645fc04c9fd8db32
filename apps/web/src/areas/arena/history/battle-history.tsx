'use client'

import type { BattleSummary } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useAppSelector } from '../../../app-services/store/store'
import { Button, LinkButton } from '../../../ui/button'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Skeleton } from '../../../ui/skeleton'
import { useAction } from '../../../app-services/errors/use-action'
import styles from './battle-history.module.css'
import { BattleRow } from './battle-row'

interface Loaded {
  battles: readonly BattleSummary[]
  nextCursor: string | null
}

export function BattleHistory() {
  const t = useTranslations('history')
  const error = useTranslations('error')
  const { api } = useServices()
  const status = useAppSelector((state) => state.identity.status)
  const token = useAppSelector((state) => state.identity.token)
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [hasTried, setHasTried] = useState(false)
  const [load, isLoading] = useAction(async (cursor: string | null) => {
    try {
      const next = await api.listBattles(cursor)
      setLoaded((before) => ({
        battles: cursor === null ? next.battles : [...(before?.battles ?? []), ...next.battles],
        nextCursor: next.nextCursor,
      }))
    } finally {
      setHasTried(true)
    }
  })
  useEffect(() => {
    if (token !== null) load(null)
    // `load` is made anew with every render; the token is what counts.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [token])

  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={status === 'visitor' ? t('visitor') : t('lead')} />
      {status === 'visitor' && (
        <LinkButton look="primary" size="large" href="/arena">
          {t('toArena')}
        </LinkButton>
      )}
      {status !== 'visitor' && !loaded && !hasTried && <Placeholder />}
      {status !== 'visitor' && !loaded && hasTried && !isLoading && <Button onClick={() => load(null)}>{error('again')}</Button>}
      {loaded?.battles.length === 0 && (
        <div className={styles.empty}>
          <h2>{t('empty')}</h2>
          <p>{t('emptyLead')}</p>
          <LinkButton look="primary" size="large" href="/arena">
            {t('toArena')}
          </LinkButton>
        </div>
      )}
      {loaded && loaded.battles.length > 0 && (
        <ul className={styles.list}>
          {loaded.battles.map((battle) => (
            <BattleRow key={battle.id} battle={battle} />
          ))}
        </ul>
      )}
      {loaded && loaded.nextCursor !== null && (
        <Button isBusy={isLoading} onClick={() => load(loaded.nextCursor)}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

function Placeholder() {
  return (
    <ul className={styles.list} aria-hidden="true">
      {Array.from({ length: 6 }, (_, index) => (
        <li className={styles.placeholder} key={index}>
          <Skeleton width="14rem" height="1.2rem" />
          <Skeleton width="20rem" height="1rem" />
        </li>
      ))}
    </ul>
  )
}

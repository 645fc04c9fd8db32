'use client'

import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { ReadFailed } from '../../../app-services/errors/read-failed'
import { useErrorText } from '../../../app-services/errors/use-error-text'
import { pagesOf } from '../../../app-services/resources/pages-of'
import { queries } from '../../../app-services/resources/queries'
import { useSignedInAsker } from '../../../app-services/resources/use-asker'
import { useAppSelector } from '../../../app-services/store/store'
import { LinkButton } from '../../../ui/button'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Pager } from '../../../ui/pager'
import { Skeleton } from '../../../ui/skeleton'
import styles from './battle-history.module.css'
import { BattleRow } from './battle-row'

export function BattleHistory() {
  const t = useTranslations('history')
  const errorText = useErrorText()
  const status = useAppSelector((state) => state.identity.status)
  const asker = useSignedInAsker()
  const pages = pagesOf(queries.useBattlesInfiniteQuery(asker === null ? skipToken : { asker }), (one) => one.battles)
  const { items: battles, error } = pages

  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={status === 'visitor' ? t('visitor') : t('lead')} />
      {status === 'visitor' && (
        <LinkButton look="primary" size="large" href="/arena">
          {t('toArena')}
        </LinkButton>
      )}
      {status !== 'visitor' &&
        battles === null &&
        (error ? <ReadFailed error={error} onAgain={pages.reload} /> : <Placeholder />)}
      {battles?.length === 0 && (
        <div className={styles.empty}>
          <h2>{t('empty')}</h2>
          <p>{t('emptyLead')}</p>
          <LinkButton look="primary" size="large" href="/arena">
            {t('toArena')}
          </LinkButton>
        </div>
      )}
      {battles && battles.length > 0 && (
        <>
          <ul className={styles.list}>
            {battles.map((battle) => (
              <BattleRow key={battle.id} battle={battle} />
            ))}
          </ul>
          <Pager
            count={battles.length}
            hasMore={pages.hasMore}
            isLoading={pages.isLoadingMore}
            failure={error && errorText(error)}
            moreLabel={t('more')}
            onMore={pages.more}
          />
        </>
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

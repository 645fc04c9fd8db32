'use client'

import type { Session, Sessions } from '@eduscale/contracts/session'
import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { ReadFailed } from '../../../app-services/errors/read-failed'
import { queries } from '../../../app-services/resources/queries'
import { useSignedInAsker } from '../../../app-services/resources/use-asker'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Skeleton } from '../../../ui/skeleton'
import { AskDialog } from './ask-dialog'
import { Section } from './section'
import styles from './settings.module.css'
import { useAccountCalls } from './use-account-calls'
import { useAgo } from './use-ago'

/** Shown at first; somebody may have a hundred. */
const shownAtFirst = 5

/** Where one is signed in, as it changes. */
export function SessionsSection({ onChanged }: { onChanged: () => void }) {
  const t = useTranslations('sessions')
  const { onNotice } = useServices()
  const asker = useSignedInAsker()
  const [{ value, error }, reload] = useQueryResource(queries.useSessionsQuery(asker === null ? skipToken : { asker }))
  const changed = useEffectEvent(() => {
    reload()
    onChanged()
  })
  useEffect(() => onNotice((notice) => notice.t === 'sessions:changed' && changed()), [onNotice])
  return (
    <Section id="sessions" title={t('title')} lead={t('lead')}>
      {value && <List of={value} />}
      {!value && (error ? <ReadFailed error={error} onAgain={reload} /> : <Skeleton height="6rem" />)}
    </Section>
  )
}

function List({ of: { sessions, stolen } }: { of: Sessions }) {
  const t = useTranslations('sessions')
  const { store } = useServices()
  const calls = useAccountCalls()
  const ago = useAgo()
  const [ending, setEnding] = useState<Session | 'others' | null>(null)
  const [isAll, setIsAll] = useState(false)
  // This one first, whatever was used since.
  const own = [...sessions].sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
  const shown = isAll ? own : own.slice(0, shownAtFirst)
  const deviceOf = ({ device }: Pick<Session, 'device'>) => device ?? t('unknown')
  const end = async () => {
    if (ending === 'others') await calls.endOtherSessions()
    else if (ending) await calls.endSession(ending.id)
    store.dispatch(toastShown({ tone: 'good', text: t('ended') }))
  }
  return (
    <>
      <ul className={styles.items}>
        {shown.map((session) => (
          <li key={session.id} data-testid="session">
            <div className={styles.item}>
              <span className={styles.itemName}>
                {deviceOf(session)} {session.isCurrent && <Badge tone="you">{t('current')}</Badge>}
              </span>
              <span className={styles.itemFacts}>
                {[session.network, t('used', { when: ago(session.lastUsedAt) }), t('since', { when: ago(session.createdAt) })]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
            {!session.isCurrent && (
              <Button
                size="small"
                aria-label={t('endNamed', { device: deviceOf(session), when: ago(session.lastUsedAt) })}
                onClick={() => setEnding(session)}
              >
                {t('end')}
              </Button>
            )}
          </li>
        ))}
        {stolen.map(({ id, device, network, endedAt }) => (
          <li key={id} data-testid="stolen">
            <div className={styles.item}>
              <span className={styles.itemName}>
                {device ?? t('unknown')} <Badge tone="fail">{t('stolen')}</Badge>
              </span>
              <span className={styles.itemFacts}>
                {[network, t('stolenWhen', { when: ago(endedAt) })].filter(Boolean).join(' · ')}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {sessions.length === 1 && <p className={styles.fact}>{t('none')}</p>}
      <div className={styles.actions}>
        {shown.length < own.length && (
          <Button look="quiet" onClick={() => setIsAll(true)}>
            {t('all', { count: own.length })}
          </Button>
        )}
        {sessions.length > 1 && <Button onClick={() => setEnding('others')}>{t('endOthers')}</Button>}
      </div>
      {ending && (
        <AskDialog
          title={ending === 'others' ? t('endOthersTitle') : t('endTitle', { device: deviceOf(ending) })}
          action={ending === 'others' ? t('endOthers') : t('end')}
          onClose={() => setEnding(null)}
          onYes={end}
        >
          {t('endLead')}
        </AskDialog>
      )}
    </>
  )
}

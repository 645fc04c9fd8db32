'use client'

import type { SecurityEvent } from '@eduscale/contracts/security-event'
import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { ReadFailed } from '../../../app-services/errors/read-failed'
import { queries } from '../../../app-services/resources/queries'
import { useSignedInAsker } from '../../../app-services/resources/use-asker'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { Skeleton } from '../../../ui/skeleton'
import { Section } from './section'
import styles from './settings.module.css'
import { useAgo } from './use-ago'

/** What was done to one's account lately: whoever finds something in it that wasn't them knows what to change. */
export function EventsSection() {
  const t = useTranslations('events')
  const asker = useSignedInAsker()
  const [{ value, error }, reload] = useQueryResource(queries.useSecurityEventsQuery(asker === null ? skipToken : { asker }))
  return (
    <Section id="events" title={t('title')} lead={t('lead')}>
      {value && value.length === 0 && <p className={styles.fact}>{t('none')}</p>}
      {value && value.length > 0 && (
        <ul className={styles.items}>
          {value.map((event) => (
            <Event key={event.id} event={event} />
          ))}
        </ul>
      )}
      {!value && (error ? <ReadFailed error={error} onAgain={reload} /> : <Skeleton height="6rem" />)}
    </Section>
  )
}

function Event({ event: { action, at, device, passkey, sessions } }: { event: SecurityEvent }) {
  const t = useTranslations('events')
  const ago = useAgo()
  // A passkey is called by its device unless it was given a name.
  const facts = [...new Set([passkey, sessions !== null && t('sessions', { count: sessions }), device])]
  return (
    <li data-testid="event">
      <div className={styles.item}>
        <span className={styles.itemName}>{t(`action.${action}`)}</span>
        <span className={styles.itemFacts}>
          <time dateTime={at}>{ago(at)}</time>
          {facts.flatMap((fact) => (typeof fact === 'string' ? [` · ${fact}`] : []))}
        </span>
      </div>
    </li>
  )
}

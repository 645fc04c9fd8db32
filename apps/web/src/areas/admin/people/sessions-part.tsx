'use client'

import type { Person } from '@eduscale/contracts/person'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { Button } from '../../../ui/button'
import { useWhen } from '../home/use-when'
import { ConfirmDialog } from './confirm-dialog'
import styles from './people.module.css'

/** Shown at first; somebody may have a hundred. */
const shownAtFirst = 5

/** Where they are signed in, and how to end it. */
export function SessionsPart({ person, onChanged }: { person: Person; onChanged: () => void }) {
  const t = useTranslations('people')
  const when = useWhen()
  const { api } = useServices()
  const [ending, setEnding] = useState<{ session: string | null } | null>(null)
  const [isAll, setIsAll] = useState(false)
  const { sessions, may } = person
  const shown = isAll ? sessions : sessions.slice(0, shownAtFirst)
  return (
    <section className={styles.part} aria-labelledby="person-sessions">
      <h2 id="person-sessions">{t('sessions')}</h2>
      {sessions.length === 0 && <p className={styles.none}>{t('noSessions')}</p>}
      {sessions.length > 0 && (
        <ul className={styles.list}>
          {shown.map(({ id, device, network, startedAt, lastUsedAt }) => (
            <li key={id} data-testid="session">
              <div className={styles.main}>
                <span>{t('signedIn', { when: when(startedAt) })}</span>
                <span className={styles.fact}>
                  {[device, network, t('lastUsed', { when: when(lastUsedAt) })].filter(Boolean).join(', ')}
                </span>
              </div>
              {may.withdrawSessions && (
                <Button
                  size="small"
                  aria-label={t('endNamed', { when: when(startedAt) })}
                  onClick={() => setEnding({ session: id })}
                >
                  {t('end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        {shown.length < sessions.length && (
          <Button look="quiet" onClick={() => setIsAll(true)}>
            {t('allSessions', { count: sessions.length })}
          </Button>
        )}
        {may.withdrawSessions && sessions.length > 1 && (
          <Button onClick={() => setEnding({ session: null })}>{t('endAll')}</Button>
        )}
      </div>
      {ending && (
        <ConfirmDialog
          title={ending.session === null ? t('endAllTitle', { name: person.name }) : t('endTitle', { name: person.name })}
          action={ending.session === null ? t('endAll') : t('end')}
          isDanger
          onClose={() => setEnding(null)}
          onConfirm={async () => {
            await api.withdrawSessions(person.id, ending.session)
            onChanged()
          }}
        >
          <p>{t('endLead')}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}

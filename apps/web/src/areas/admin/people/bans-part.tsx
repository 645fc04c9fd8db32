'use client'

import type { Ban, Person } from '@eduscale/contracts/person'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { TextField } from '../../../ui/fields'
import { textOf } from '../../../ui/form'
import { useWhen } from '../home/use-when'
import { ConfirmDialog } from './confirm-dialog'
import { daysOf, LengthSelect, type Length } from './length-select'
import styles from './people.module.css'

interface PartProps {
  person: Person
  onChanged: () => void
}

/** Whether they are kept out, and whether they were. */
export function BansPart({ person, onChanged }: PartProps) {
  const t = useTranslations('people')
  const { api } = useServices()
  const [asking, setAsking] = useState<'ban' | 'lift' | null>(null)
  const { bans, may } = person
  return (
    <section className={styles.part} aria-labelledby="person-bans">
      <h2 id="person-bans">{t('bans')}</h2>
      {bans.length === 0 ? (
        <p className={styles.none}>{t('noBans')}</p>
      ) : (
        <ul className={styles.list}>
          {bans.map((ban) => (
            <BanRow key={ban.at} ban={ban} />
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        {may.banDays !== null && <Button onClick={() => setAsking('ban')}>{t('ban')}</Button>}
        {may.liftBan && <Button onClick={() => setAsking('lift')}>{t('lift')}</Button>}
      </div>
      {asking === 'ban' && <BanDialog person={person} onClose={() => setAsking(null)} onChanged={onChanged} />}
      {asking === 'lift' && (
        <ConfirmDialog
          title={t('liftTitle', { name: person.name })}
          action={t('lift')}
          onClose={() => setAsking(null)}
          onConfirm={async () => {
            await api.liftBan(person.id)
            onChanged()
          }}
        >
          <p>{t('liftLead')}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}

function BanRow({ ban: { reason, at, by, until, liftedAt, isOver } }: { ban: Ban }) {
  const t = useTranslations('people')
  const when = useWhen()
  return (
    <li data-testid="ban">
      <div className={styles.main}>
        <span>{reason}</span>
        <span>{until === null ? t('forGood') : t('until', { when: when(until) })}</span>
        <span className={styles.fact}>
          {by === null ? t('bannedByCommand', { when: when(at) }) : t('bannedBy', { when: when(at), name: by })}
        </span>
      </div>
      {isOver ? (
        <Badge tone="faint">{liftedAt === null ? t('over') : t('lifted', { when: when(liftedAt) })}</Badge>
      ) : (
        <Badge tone="fail">{t('holds')}</Badge>
      )}
    </li>
  )
}

function BanDialog({ person, onClose, onChanged }: PartProps & { onClose: () => void }) {
  const t = useTranslations('people')
  const { api } = useServices()
  const [length, setLength] = useState<Length>('7')
  const { may } = person
  return (
    <ConfirmDialog
      title={t('banTitle', { name: person.name })}
      action={t('ban')}
      isDanger
      onClose={onClose}
      onConfirm={async (values) => {
        await api.banPerson(person.id, { reason: textOf(values, 'reason'), days: daysOf(length) })
        onChanged()
      }}
    >
      <p>{t('banLead')}</p>
      <TextField name="reason" label={t('reason')} hint={t('reasonHint')} kind="textarea" isRequired length={[3, 200]} />
      <LengthSelect
        label={t('howLong')}
        value={length}
        longest={may.banDays ?? 0}
        mayBeForGood={may.banForGood}
        onChange={setLength}
      />
    </ConfirmDialog>
  )
}

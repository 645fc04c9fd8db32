'use client'

import { grantedRoles, type GrantedRole } from '@eduscale/contracts/actions'
import type { Person, RoleGrant } from '@eduscale/contracts/person'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { Button } from '../../../ui/button'
import { Form, FormRefusal, SubmitButton } from '../../../ui/form'
import { Select } from '../../../ui/select'
import { useWhen } from '../home/use-when'
import { ConfirmDialog } from './confirm-dialog'
import { daysOf, LengthSelect, type Length } from './length-select'
import styles from './people.module.css'
import { useChangeRefusal } from './use-change-refusal'

interface PartProps {
  person: Person
  onChanged: () => void
}

/** What they are granted, until when, and by whom; with a form for another. */
export function RolesPart({ person, onChanged }: PartProps) {
  const t = useTranslations('people')
  const names = useTranslations('role')
  const { api } = useServices()
  const [revoking, setRevoking] = useState<RoleGrant | null>(null)
  const { grants, may } = person
  return (
    <section className={styles.part} aria-labelledby="person-roles">
      <h2 id="person-roles">{t('roles')}</h2>
      {grants.length === 0 ? (
        <p className={styles.none}>{person.kind === 'member' ? t('noRoles') : t('noMember')}</p>
      ) : (
        <ul className={styles.list}>
          {grants.map((grant) => (
            <GrantRow key={keyOf(grant)} grant={grant} onRevoke={may.grantRoles ? () => setRevoking(grant) : null} />
          ))}
        </ul>
      )}
      {may.grantRoles && <GrantForm person={person} onChanged={onChanged} />}
      {revoking && (
        <ConfirmDialog
          title={t('revokeTitle', { role: names(keyOf(revoking)) })}
          action={t('revoke')}
          isDanger
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await api.revokeRole(person.id, keyOf(revoking))
            onChanged()
          }}
        >
          <p>{t('revokeLead', { name: person.name })}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}

function keyOf({ role }: RoleGrant): GrantedRole {
  return role
}

function GrantRow({ grant, onRevoke }: { grant: RoleGrant; onRevoke: (() => void) | null }) {
  const t = useTranslations('people')
  const names = useTranslations('role')
  const when = useWhen()
  const name = names(keyOf(grant))
  const { grantedAt, grantedBy, until } = grant
  return (
    <li data-testid="grant">
      <div className={styles.main}>
        <strong>{name}</strong>
        <span>{until === null ? t('forGood') : t('until', { when: when(until) })}</span>
        <span className={styles.fact}>
          {grantedBy === null
            ? t('grantedByCommand', { when: when(grantedAt) })
            : t('grantedBy', { when: when(grantedAt), name: grantedBy })}
        </span>
      </div>
      {onRevoke && (
        <Button size="small" aria-label={t('revokeNamed', { role: name })} onClick={onRevoke}>
          {t('revoke')}
        </Button>
      )}
    </li>
  )
}

function GrantForm({ person, onChanged }: PartProps) {
  const t = useTranslations('people')
  const names = useTranslations('role')
  const { api } = useServices()
  const explain = useChangeRefusal()
  const [role, setRole] = useState<GrantedRole>('author')
  const [length, setLength] = useState<Length>('7')
  const grant = async () => {
    await api.grantRole(person.id, { role, days: daysOf(length) })
    onChanged()
  }
  return (
    <Form explain={explain} onSubmit={grant}>
      <div className={styles.form}>
        <Select
          label={t('role')}
          value={role}
          options={grantedRoles.map((value) => ({ value, label: names(value) }))}
          onChange={setRole}
        />
        <LengthSelect label={t('howLong')} value={length} mayBeForGood onChange={setLength} />
        <SubmitButton look="secondary">{t('grant')}</SubmitButton>
      </div>
      <FormRefusal />
    </Form>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { ApiError } from '@eduscale/client/http-client'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { useAppSelector } from '../../../app-services/store/store'
import { Link } from '../../../i18n/navigation'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, SubmitButton, textOf } from '../../../ui/form'
import styles from '../account/account-form.module.css'
import { useOpenIdCalls } from './use-openid-calls'

interface ChooseNameFormProps {
  ticket: string
  /** As the provider calls them. */
  name: string
  label: string
  onDone: (name: string) => void
}

/** For whom a provider knows and the platform doesn't. */
export function ChooseNameForm({ ticket, name, label, onDone }: ChooseNameFormProps) {
  const t = useTranslations('openid')
  const word = useTranslations('account')
  const { register } = useOpenIdCalls()
  const guest = useAppSelector(({ identity }) => (identity.user?.kind === 'guest' ? identity.user.name : null))
  const explain = useRefusal(
    useCallback(
      (error: ApiError) => {
        if (error.code === 'link-spent') return t('spent')
        return error.code === 'bad-request' ? word('fieldBad.name') : null
      },
      [t, word],
    ),
  )
  return (
    <div className={styles.page}>
      <h1>{t('newTitle')}</h1>
      <p className={styles.lead}>{t('newLead', { label })}</p>
      {guest !== null && <p className={styles.lead}>{t('guestLead', { name: guest })}</p>}
      <Form
        className={styles.form}
        explain={explain}
        onSubmit={async (values) => onDone((await register({ ticket, name: textOf(values, 'name') })).name)}
      >
        <TextField
          name="name"
          label={word('name')}
          hint={word('nameHint')}
          kind="machine"
          isRequired
          length={[2, 24]}
          autoComplete="username"
          initial={name}
        />
        <FormRefusal />
        <SubmitButton size="large">{word('register')}</SubmitButton>
      </Form>
      <p className={styles.other}>
        {t('haveOne', { label })} <Link href="/sign-in?to=/settings">{word('signIn')}</Link>
      </p>
    </div>
  )
}

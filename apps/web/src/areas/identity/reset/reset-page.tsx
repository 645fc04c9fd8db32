'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { Button, LinkButton } from '../../../ui/button'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, rawTextOf, SubmitButton, textOf } from '../../../ui/form'
import { StateMessage } from '../../../ui/state-message'
import styles from '../account/account-form.module.css'
import { useAccountCalls } from '../settings/use-account-calls'
import { useWordSecrets } from '../settings/use-word-secrets'
import { useLinkSecret } from './use-link-secret'

/** Asks for the mail with the link; where that leads, the new password. */
export function ResetPage() {
  const secret = useLinkSecret()
  if (secret === undefined) return null
  return secret === null ? <AskForLink /> : <ChoosePassword key={secret} token={secret} />
}

function AskForLink() {
  const t = useTranslations('reset')
  const lang = useLocale()
  const calls = useAccountCalls()
  const explain = useRefusal(useWordSecrets())
  const [isSent, setIsSent] = useState(false)
  if (isSent) {
    return (
      <StateMessage title={t('sentTitle')} actions={<LinkButton href="/sign-in">{t('toSignIn')}</LinkButton>}>
        <p>{t('sent')}</p>
      </StateMessage>
    )
  }
  const ask = async (values: FormData) => {
    await calls.askReset({ address: textOf(values, 'address'), lang })
    setIsSent(true)
  }
  return (
    <div className={styles.page}>
      <h1>{t('askTitle')}</h1>
      <p className={styles.lead}>{t('askLead')}</p>
      <Form className={styles.form} explain={explain} onSubmit={ask}>
        <TextField name="address" label={t('address')} kind="email" isRequired length={[3, 254]} autoComplete="email" />
        <FormRefusal />
        <SubmitButton size="large">{t('ask')}</SubmitButton>
      </Form>
    </div>
  )
}

function ChoosePassword({ token }: { token: string }) {
  const t = useTranslations('reset')
  const lang = useLocale()
  const calls = useAccountCalls()
  const explain = useRefusal(useWordSecrets())
  const [isDone, setIsDone] = useState(false)
  if (isDone) {
    return (
      <StateMessage
        title={t('doneTitle')}
        actions={
          <LinkButton look="primary" href="/sign-in">
            {t('toSignIn')}
          </LinkButton>
        }
      >
        <p>{t('done')}</p>
      </StateMessage>
    )
  }
  const choose = async (values: FormData) => {
    await calls.resetPassword({ token, password: rawTextOf(values, 'password'), lang })
    setIsDone(true)
  }
  return (
    <div className={styles.page}>
      <h1>{t('chooseTitle')}</h1>
      <p className={styles.lead}>{t('chooseLead')}</p>
      <Form className={styles.form} explain={explain} onSubmit={choose}>
        <TextField
          name="password"
          label={t('password')}
          hint={t('passwordHint')}
          kind="password"
          isRequired
          length={[8, 200]}
          autoComplete="new-password"
        />
        <FormRefusal />
        <SubmitButton size="large">{t('choose')}</SubmitButton>
        <Button look="quiet" onClick={() => (location.hash = '')}>
          {t('another')}
        </Button>
      </Form>
    </div>
  )
}

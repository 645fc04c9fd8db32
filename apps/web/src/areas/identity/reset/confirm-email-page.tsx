'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { LinkButton } from '../../../ui/button'
import { Form, FormRefusal, SubmitButton } from '../../../ui/form'
import { StateMessage } from '../../../ui/state-message'
import styles from '../account/account-form.module.css'
import { useAccountCalls } from '../settings/use-account-calls'
import { useLinkSecret } from './use-link-secret'

/** A button, and nothing by itself: programs that look at mails open their links. */
export function ConfirmEmailPage() {
  const t = useTranslations('confirmEmail')
  const lang = useLocale()
  const calls = useAccountCalls()
  const explain = useRefusal()
  const secret = useLinkSecret()
  const [address, setAddress] = useState<string | null>(null)
  const toSettings = <LinkButton href="/settings#email">{t('toSettings')}</LinkButton>
  if (secret === undefined) return null
  if (secret === null || address !== null) {
    return (
      <StateMessage title={t(address === null ? 'noneTitle' : 'doneTitle')} actions={toSettings}>
        <p>{address === null ? t('none') : t('done', { address })}</p>
      </StateMessage>
    )
  }
  return (
    <div className={styles.page}>
      <h1>{t('title')}</h1>
      <p className={styles.lead}>{t('lead')}</p>
      <Form
        className={styles.form}
        explain={explain}
        onSubmit={async () => setAddress((await calls.confirmEmail({ token: secret, lang })).address)}
      >
        <FormRefusal />
        <SubmitButton size="large">{t('confirm')}</SubmitButton>
      </Form>
    </div>
  )
}

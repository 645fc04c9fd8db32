'use client'

import type { OwnAccount } from '@eduscale/contracts/own-account'
import { useLocale, useTranslations } from 'next-intl'
import { useServices } from '../../../app-services/context/use-services'
import { useAction } from '../../../app-services/errors/use-action'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { Button } from '../../../ui/button'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, SubmitButton, textOf } from '../../../ui/form'
import { useProof } from './proof-context'
import { Section } from './section'
import styles from './settings.module.css'
import { useAccountCalls } from './use-account-calls'
import { useWordSecrets } from './use-word-secrets'

export function EmailSection({ account, onChanged }: { account: OwnAccount; onChanged: () => void }) {
  const t = useTranslations('settings')
  const lang = useLocale()
  const { store } = useServices()
  const calls = useAccountCalls()
  const guard = useProof()
  const explain = useRefusal(useWordSecrets())
  const { email, claimedEmail, canMail } = account

  const change = async (values: FormData) => {
    const address = textOf(values, 'address')
    await guard(() => calls.changeEmail({ address, lang }))
    store.dispatch(toastShown({ tone: 'good', text: t('email.sent') }))
    onChanged()
  }
  const [remove, isRemoving] = useAction(async () => {
    await guard(() => calls.removeEmail(lang))
    store.dispatch(toastShown({ tone: 'good', text: t('email.removed') }))
    onChanged()
  })
  return (
    <Section id="email" title={t('email.title')} lead={t('email.lead')}>
      {email !== null && <p className={styles.fact}>{t.rich('email.proved', { address: email, b: bold })}</p>}
      {claimedEmail !== null && <p className={styles.fact}>{t.rich('email.waits', { address: claimedEmail, b: bold })}</p>}
      {canMail ? (
        <Form className={styles.form} explain={explain} onSubmit={change}>
          <TextField
            name="address"
            label={email === null ? t('email.address') : t('email.newAddress')}
            hint={t('email.hint')}
            kind="email"
            isRequired
            length={[3, 254]}
            autoComplete="email"
          />
          <FormRefusal />
          <SubmitButton>{t('email.change')}</SubmitButton>
        </Form>
      ) : (
        <p className={styles.fact}>{t('email.off')}</p>
      )}
      {(email ?? claimedEmail) !== null && (
        <Button look="quiet" isBusy={isRemoving} onClick={remove}>
          {t('email.remove')}
        </Button>
      )}
    </Section>
  )
}

function bold(text: React.ReactNode) {
  return <strong>{text}</strong>
}

'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, rawTextOf, SubmitButton } from '../../../ui/form'
import { useProof } from './proof-context'
import { Section } from './section'
import styles from './settings.module.css'
import { useAccountCalls } from './use-account-calls'
import { useWordSecrets } from './use-word-secrets'

export function PasswordSection({ hasPassword, onChanged }: { hasPassword: boolean; onChanged: () => void }) {
  const t = useTranslations('settings')
  const lang = useLocale()
  const setPassword = useTranslations('openid')('setPassword')
  const { identity, store } = useServices()
  const calls = useAccountCalls()
  const guard = useProof()
  const explain = useRefusal(useWordSecrets())
  const box = useRef<HTMLDivElement>(null)

  const change = async (values: FormData) => {
    const body = { password: rawTextOf(values, 'password'), next: rawTextOf(values, 'next'), lang }
    const { device } = await guard(() => calls.changePassword(body))
    identity.keepDevice(device)
    box.current?.querySelector('form')?.reset()
    store.dispatch(toastShown({ tone: 'good', text: t('password.changed') }))
    onChanged()
  }
  return (
    <Section id="password" title={t('password.title')} lead={t('password.lead')}>
      <div ref={box}>
        <Form className={styles.form} explain={explain} onSubmit={change}>
          {hasPassword && (
            <TextField
              name="password"
              label={t('password.current')}
              kind="password"
              isRequired
              length={[1, 200]}
              autoComplete="current-password"
            />
          )}
          <TextField
            name="next"
            label={t('password.next')}
            hint={t('password.hint')}
            kind="password"
            isRequired
            length={[8, 200]}
            autoComplete="new-password"
          />
          <FormRefusal />
          <SubmitButton>{hasPassword ? t('password.change') : setPassword}</SubmitButton>
        </Form>
      </div>
    </Section>
  )
}

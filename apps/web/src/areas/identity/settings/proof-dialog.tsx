'use client'

import { useTranslations } from 'next-intl'
import type { Provider } from '@eduscale/contracts/openid'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { Dialog } from '../../../ui/dialog'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, rawTextOf, SubmitButton, textOf } from '../../../ui/form'
import { ProviderProof } from './provider-proof'
import styles from './settings.module.css'
import { useAccountCalls } from './use-account-calls'
import { useWordSecrets } from './use-word-secrets'

export interface ProofDialogProps {
  /** By a code too. */
  asksCode: boolean
  hasPassword: boolean
  /** Those whom a linked account is of. */
  providers: readonly Provider[]
  onProved: () => void
  onClose: () => void
}

export function ProofDialog({ asksCode, hasPassword, providers, onProved, onClose }: ProofDialogProps) {
  const t = useTranslations('settings')
  const calls = useAccountCalls()
  const explain = useRefusal(useWordSecrets())
  const prove = async (values: FormData) => {
    await calls.proveAgain({ password: rawTextOf(values, 'password'), ...(asksCode && { code: textOf(values, 'code') }) })
    onProved()
  }
  return (
    <Dialog title={t('proof.title')} onClose={onClose}>
      <p className={styles.lead}>{t('proof.lead')}</p>
      {hasPassword ? (
        <Form className={styles.form} explain={explain} onSubmit={prove}>
          <TextField
            name="password"
            label={t('proof.password')}
            kind="password"
            isRequired
            length={[1, 200]}
            autoComplete="current-password"
          />
          {asksCode && (
            <TextField
              name="code"
              label={t('code')}
              hint={t('codeHint')}
              kind="machine"
              isRequired
              length={[6, 40]}
              autoComplete="one-time-code"
            />
          )}
          <FormRefusal />
          <SubmitButton>{t('proof.go')}</SubmitButton>
        </Form>
      ) : (
        <ProviderProof asksCode={asksCode} providers={providers} />
      )}
    </Dialog>
  )
}

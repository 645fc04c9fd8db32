'use client'

import type { OwnAccount } from '@eduscale/contracts/own-account'
import { useTranslations } from 'next-intl'
import type { Provider } from '@eduscale/contracts/openid'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { Dialog } from '../../../ui/dialog'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, rawTextOf, SubmitButton, textOf } from '../../../ui/form'
import { canAskForPasskeys, showPasskey } from '../passkeys/ceremony'
import { PasskeyButton } from '../passkeys/passkey-button'
import { ProviderProof } from './provider-proof'
import styles from './settings.module.css'
import { useAccountCalls } from './use-account-calls'
import { useWordSecrets } from './use-word-secrets'

export interface ProofDialogProps {
  account: OwnAccount
  /** Those whom a linked account is of. */
  providers: readonly Provider[]
  onProved: () => void
  onClose: () => void
}

/** By a passkey, by all that a sign-in with the password asks for, or by a provider. */
export function ProofDialog({ account, providers, onProved, onClose }: ProofDialogProps) {
  const { hasPassword, secondFactor, passkeys } = account
  const t = useTranslations('settings')
  const words = useTranslations('passkeys')
  const calls = useAccountCalls()
  const explain = useRefusal(useWordSecrets())
  const asksCode = secondFactor !== null
  const canShow = passkeys > 0 && canAskForPasskeys()
  const prove = async (values: FormData) => {
    await calls.proveAgain({ password: rawTextOf(values, 'password'), ...(asksCode && { code: textOf(values, 'code') }) })
    onProved()
  }
  return (
    <Dialog title={t('proof.title')} onClose={onClose}>
      <p className={styles.lead}>{t('proof.lead')}</p>
      {canShow && (
        <div className={styles.fact}>
          <PasskeyButton
            look={hasPassword ? 'secondary' : 'primary'}
            act={async () => {
              await calls.proveByPasskey(await showPasskey(await calls.beginPasskeyProof()))
              onProved()
            }}
          >
            {words('prove')}
          </PasskeyButton>
        </div>
      )}
      {hasPassword && (
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
      )}
      {!hasPassword && (passkeys === 0 || providers.length > 0) && <ProviderProof asksCode={asksCode} providers={providers} />}
      {!hasPassword && passkeys > 0 && providers.length === 0 && !canShow && <p>{words('proveElsewhere')}</p>}
    </Dialog>
  )
}

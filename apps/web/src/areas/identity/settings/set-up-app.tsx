'use client'

import type { NewSecondFactor } from '@eduscale/contracts/own-account'
import { useLocale, useTranslations } from 'next-intl'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { Button } from '../../../ui/button'
import { CopyButton } from '../../../ui/copy-button'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, SubmitButton, textOf } from '../../../ui/form'
import { useProof } from './proof-context'
import { QrCode } from './qr-code'
import styles from './settings.module.css'
import { useAccountCalls } from './use-account-calls'

interface SetUpAppProps {
  app: NewSecondFactor
  onDone: (recoveryCodes: string[]) => void
  onCancel: () => void
}

/** The secret for an app, for its camera or by hand, and the code that shows that it has it. */
export function SetUpApp({ app, onDone, onCancel }: SetUpAppProps) {
  const t = useTranslations('settings')
  const lang = useLocale()
  const calls = useAccountCalls()
  const guard = useProof()
  const explain = useRefusal()
  const finish = async (values: FormData) => {
    const code = textOf(values, 'code')
    onDone((await guard(() => calls.turnSecondFactorOn({ code, lang }))).recoveryCodes)
  }
  return (
    <>
      <div className={styles.setUp}>
        <QrCode text={app.uri} label={t('second-factor.qr')} />
        <div className={styles.beside}>
          <p>{t('second-factor.scan')}</p>
          <p className={styles.secret}>
            <span data-testid="totp-secret">{app.secret.replaceAll(/.{4}(?=.)/g, '$& ')}</span>
            <CopyButton text={app.secret} label={t('second-factor.copySecret')} />
          </p>
        </div>
      </div>
      <Form className={styles.form} explain={explain} onSubmit={finish}>
        <TextField
          name="code"
          label={t('second-factor.firstCode')}
          kind="machine"
          isRequired
          length={[6, 12]}
          autoComplete="one-time-code"
        />
        <FormRefusal />
        <div className={styles.actions}>
          <SubmitButton>{t('second-factor.finish')}</SubmitButton>
          <Button look="quiet" onClick={onCancel}>
            {t('second-factor.cancel')}
          </Button>
        </div>
      </Form>
    </>
  )
}

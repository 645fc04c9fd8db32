'use client'

import type { Passkey } from '@eduscale/contracts/passkey'
import { useTranslations } from 'next-intl'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { Dialog } from '../../../ui/dialog'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, SubmitButton, textOf } from '../../../ui/form'
import { useProof } from './proof-context'
import styles from './settings.module.css'
import { useAccountCalls } from './use-account-calls'

interface RenamePasskeyProps {
  passkey: Passkey
  onRenamed: () => void
  onClose: () => void
}

export function RenamePasskey({ passkey, onRenamed, onClose }: RenamePasskeyProps) {
  const t = useTranslations('passkeys')
  const calls = useAccountCalls()
  const guard = useProof()
  const explain = useRefusal()
  const rename = async (values: FormData) => {
    await guard(() => calls.renamePasskey(passkey.id, textOf(values, 'name')))
    onRenamed()
    onClose()
  }
  return (
    <Dialog title={t('renameTitle', { name: passkey.name ?? t('unnamed') })} onClose={onClose}>
      <Form className={styles.form} explain={explain} onSubmit={rename}>
        <TextField name="name" label={t('name')} hint={t('nameHint')} isRequired length={[1, 60]} autoComplete="off" />
        <FormRefusal />
        <SubmitButton>{t('save')}</SubmitButton>
      </Form>
    </Dialog>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Form, FormRefusal, SubmitButton } from '../../../ui/form'
import styles from './settings.module.css'

interface AskDialogProps {
  title: string
  /** What the button says that does it. */
  action: string
  onClose: () => void
  /** Does it; what is refused is shown, and the dialog stays. */
  onYes: () => Promise<void>
  children: ReactNode
}

/** Before something is done that can't be undone. */
export function AskDialog({ title, action, onClose, onYes, children }: AskDialogProps) {
  const t = useTranslations('passkeys')
  const explain = useRefusal()
  const send = async () => {
    await onYes()
    onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <p className={styles.lead}>{children}</p>
      <Form className={styles.form} explain={explain} onSubmit={send}>
        <FormRefusal />
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('keep')}</Button>
          <SubmitButton look="danger">{action}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  )
}

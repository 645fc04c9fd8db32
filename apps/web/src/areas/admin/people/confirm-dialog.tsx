'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Form, FormRefusal, SubmitButton } from '../../../ui/form'
import styles from './people.module.css'
import { useChangeRefusal } from './use-change-refusal'

interface ConfirmDialogProps {
  title: string
  /** What the button says that does it. */
  action: string
  isDanger?: boolean
  onClose: () => void
  /** Does it; what is refused is shown, and the dialog stays. */
  onConfirm: (values: FormData) => Promise<unknown>
  children: ReactNode
}

/** Asks once more, with what is still to be said, before something is done to a person. */
export function ConfirmDialog({ title, action, isDanger = false, onClose, onConfirm, children }: ConfirmDialogProps) {
  const t = useTranslations('people')
  const explain = useChangeRefusal()
  const send = async (values: FormData) => {
    await onConfirm(values)
    onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <Form className={styles.dialog} explain={explain} onSubmit={send}>
        {children}
        <FormRefusal />
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('keep')}</Button>
          <SubmitButton look={isDanger ? 'danger' : 'primary'}>{action}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  )
}

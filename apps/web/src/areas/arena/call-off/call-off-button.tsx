'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import type { ApiError } from '@eduscale/client/http-client'
import { useServices } from '../../../app-services/context/use-services'
import { useAppDispatch } from '../../../app-services/store/store'
import { Button, type ButtonLook } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, SubmitButton, textOf } from '../../../ui/form'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import styles from './call-off-button.module.css'

interface CallOffButtonProps {
  battleId: string
  /** Where there are several battles on a page: whose it is. */
  names?: string
  look?: ButtonLook
  size?: 'small' | 'medium'
  onDone?: () => void
}

/** For administrators: ends a battle without a result. The reason is asked for, since its players read it. */
export function CallOffButton({ battleId, names, look = 'secondary', size = 'small', onDone }: CallOffButtonProps) {
  const t = useTranslations('callOff')
  const { api } = useServices()
  const dispatch = useAppDispatch()
  const [isOpen, setIsOpen] = useState(false)
  const explain = useRefusal(useCallback((error: ApiError) => (error.code === 'wrong-state' ? t('isOver') : null), [t]))

  const send = async (values: FormData) => {
    await api.voidBattle(battleId, textOf(values, 'reason'))
    setIsOpen(false)
    dispatch(toastShown({ tone: 'info', text: t('done') }))
    onDone?.()
  }
  return (
    <>
      <Button
        size={size}
        look={look}
        data-testid="call-off"
        aria-label={names === undefined ? undefined : t('buttonNames', { names })}
        onClick={() => setIsOpen(true)}
      >
        {t('button')}
      </Button>
      {isOpen && (
        <Dialog title={t('title')} onClose={() => setIsOpen(false)}>
          <Form className={styles.form} explain={explain} onSubmit={send}>
            <p>{t('lead')}</p>
            <TextField name="reason" label={t('reason')} hint={t('reasonHint')} kind="textarea" isRequired length={[3, 500]} />
            <FormRefusal />
            <div className={styles.actions}>
              <Button onClick={() => setIsOpen(false)}>{t('keep')}</Button>
              <SubmitButton look="danger">{t('confirm')}</SubmitButton>
            </div>
          </Form>
        </Dialog>
      )}
    </>
  )
}

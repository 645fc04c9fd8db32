'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent } from 'react'
import { isApiError } from '@eduscale/client/http-client'
import { useServices } from '../../services/services-provider'
import { useAppDispatch } from '../../store/store'
import { Button, type ButtonLook } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { useErrorText } from '../errors/use-error-text'
import { toastShown } from '../toasts/toasts-slice'
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
  const errorText = useErrorText()
  const [isOpen, setIsOpen] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const hint = useId()

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = new FormData(event.currentTarget).get('reason')
    setIsBusy(true)
    setRefusal(null)
    try {
      await api.voidBattle(battleId, typeof reason === 'string' ? reason.trim() : '')
      setIsOpen(false)
      dispatch(toastShown({ tone: 'info', text: t('done') }))
      onDone?.()
    } catch (error) {
      if (!isApiError(error)) throw error
      setRefusal(error.code === 'wrong-state' ? t('isOver') : errorText(error))
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <>
      <Button
        size={size}
        look={look}
        data-testid="call-off"
        aria-label={names === undefined ? undefined : t('buttonNames', { names })}
        onClick={() => {
          setRefusal(null)
          setIsOpen(true)
        }}
      >
        {t('button')}
      </Button>
      {isOpen && (
        <Dialog title={t('title')} onClose={() => setIsOpen(false)}>
          <form className={styles.form} onSubmit={(event) => void send(event)}>
            <p>{t('lead')}</p>
            <label>
              <span>{t('reason')}</span>
              <textarea name="reason" required minLength={3} maxLength={500} rows={3} aria-describedby={hint} />
              <small id={hint}>{t('reasonHint')}</small>
            </label>
            {refusal !== null && (
              <p className={styles.refusal} role="alert">
                {refusal}
              </p>
            )}
            <div className={styles.actions}>
              <Button onClick={() => setIsOpen(false)}>{t('keep')}</Button>
              <Button type="submit" look="danger" isBusy={isBusy}>
                {t('confirm')}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  )
}

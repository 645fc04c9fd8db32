'use client'

import { useTranslations } from 'next-intl'
import { banRead } from '../../../app-services/identity/identity-slice'
import { useAppDispatch, useAppSelector } from '../../../app-services/store/store'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import styles from './account-form.module.css'
import { useBanText } from './ban-text'

/** Over whatever page somebody was on who is banned now: they are signed out, and read why. */
export function BanNotice() {
  const t = useTranslations('ban')
  const dispatch = useAppDispatch()
  const ban = useAppSelector((state) => state.identity.ban)
  const banText = useBanText()
  const close = () => dispatch(banRead())
  if (!ban) return null
  return (
    <Dialog title={t('title')} onClose={close}>
      <div className={styles.told} data-testid="ban-notice">
        <p>{banText(ban)}</p>
        <p>
          <Button onClick={close}>{t('close')}</Button>
        </p>
      </div>
    </Dialog>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Link } from '../../i18n/navigation'
import { useAppDispatch } from '../store/store'
import { Icon } from '../../ui/icon'
import { toastDismissed, type Toast } from './toasts-slice'
import styles from './toast-row.module.css'

const shownForMs = 6_000

export function ToastRow({ toast }: { toast: Toast }) {
  const t = useTranslations('workspace')
  const dispatch = useAppDispatch()
  useEffect(() => {
    const timer = setTimeout(() => dispatch(toastDismissed(toast.id)), toast.link ? shownForMs * 3 : shownForMs)
    return () => clearTimeout(timer)
  }, [dispatch, toast])
  return (
    <div className={styles.toast} data-tone={toast.tone} data-testid="toast">
      <p>{toast.text}</p>
      {toast.link && <Link href={toast.link.href}>{toast.link.label}</Link>}
      <button type="button" aria-label={t('close')} onClick={() => dispatch(toastDismissed(toast.id))}>
        <Icon name="close" />
      </button>
    </div>
  )
}

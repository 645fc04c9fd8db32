'use client'

import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { tabStorage } from '../../../app-services/storage/tab-storage'
import { Button } from '../../../ui/button'
import styles from './page-notice.module.css'

const readKey = 'eduscale.insecure-read'

/** On a page that anybody on the way can read and change: what that means, once for a browser. Never on this machine itself. */
export function InsecureNotice() {
  const t = useTranslations('insecure')
  const isShown = useSyncExternalStore(
    listen,
    () => !window.isSecureContext && tabStorage('local').getItem(readKey) === null,
    () => false,
  )
  if (!isShown) return null
  return (
    <aside className={styles.notice} aria-label={t('title')} data-testid="insecure-notice">
      <div className={styles.text}>
        <strong>{t('title')}</strong>
        <p>{t('lead')}</p>
      </div>
      <div className={styles.actions}>
        <Button
          size="small"
          onClick={() => {
            tabStorage('local').setItem(readKey, 'yes')
            for (const changed of listeners) changed()
          }}
        >
          {t('close')}
        </Button>
      </div>
    </aside>
  )
}

const listeners = new Set<() => void>()

function listen(changed: () => void) {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

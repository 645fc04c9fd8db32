'use client'

import { useTranslations } from 'next-intl'
import { understandTheft } from '@eduscale/contracts/routes/identity-addresses'
import { useServices } from '../../../app-services/context/use-services'
import { useAction } from '../../../app-services/errors/use-action'
import { useAppSelector } from '../../../app-services/store/store'
import { Link } from '../../../i18n/navigation'
import { Button } from '../../../ui/button'
import styles from './page-notice.module.css'

/** Over every page of whoever had a session stolen, until they say that they have understood. */
export function TheftNotice() {
  const t = useTranslations('theft')
  const { api, identity } = useServices()
  const theft = useAppSelector((state) => state.identity.theft)
  const isMember = useAppSelector((state) => state.identity.user?.kind === 'member')
  const [understood, isBusy] = useAction(async () => {
    await api.call(understandTheft, {})
    await identity.refresh()
  })
  if (!theft) return null
  return (
    <aside className={styles.notice} data-tone="bad" aria-label={t('title')} data-testid="theft-notice">
      <div className={styles.text} role="alert">
        <strong>{t('title')}</strong>
        <p>{theft.device === null ? t('lead') : t('leadDevice', { device: theft.device })}</p>
      </div>
      <div className={styles.actions}>
        {isMember && (
          <>
            <Link href="/settings#password">{t('password')}</Link>
            <Link href="/settings#sessions">{t('sessions')}</Link>
          </>
        )}
        <Button size="small" isBusy={isBusy} onClick={understood}>
          {t('understood')}
        </Button>
      </div>
    </aside>
  )
}

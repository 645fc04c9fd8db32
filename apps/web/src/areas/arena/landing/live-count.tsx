'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useResource } from '../../../app-services/resources/use-resource'
import styles from './landing.module.css'

/** What goes on right now; its line is reserved, so nothing moves when the answer comes. */
export function LiveCount() {
  const t = useTranslations('landing')
  const { api } = useServices()
  const [status] = useResource(useCallback((signal: AbortSignal) => api.getStatus({ signal }), [api]))
  return (
    <p className={styles.live}>
      {status.value && (
        <>
          {t('live', { count: status.value.liveBattles })}{' '}
          {status.value.waitingPlayers > 0 && t('waiting', { count: status.value.waitingPlayers })}
        </>
      )}
    </p>
  )
}

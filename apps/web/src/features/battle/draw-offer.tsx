'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { loadLater } from '../../ui/load-later'
import styles from './battle-banners.module.css'

const DrawDialog = loadLater(() => import('./draw-dialog').then((module) => module.DrawDialog))

/** The other offers a draw. It stands until they submit; out of sight it can be agreed to by the button in the bar. */
export function DrawOffer({ rival, room }: { rival: BattlePlayerView; room: BattleRoom }) {
  const t = useTranslations('battle')
  const [isAsking, setIsAsking] = useState(false)
  const [isDismissed, setIsDismissed] = useState(false)
  const dismiss = () => {
    setIsDismissed(true)
    // The button under the focus goes away.
    document.getElementById('content')?.focus({ preventScroll: true })
  }
  return (
    <>
      {!isDismissed && (
        <div className={styles.offer} role="status" data-testid="draw-offer">
          <span>{t('offersDraw', { name: rival.user.name })}</span>
          <span className={styles.actions}>
            <Button size="small" onClick={() => setIsAsking(true)}>
              {t('drawAgree')}
            </Button>
            <Button size="small" look="quiet" onClick={dismiss}>
              {t('dismiss')}
            </Button>
          </span>
        </div>
      )}
      {isAsking && <DrawDialog room={room} rival={rival} onClose={() => setIsAsking(false)} />}
    </>
  )
}

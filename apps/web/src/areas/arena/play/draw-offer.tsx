'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../../../ui/button'
import { loadLater } from '../../../ui/load-later'
import { useBattleCommand } from '../battle/use-battle-command'
import styles from './battle-banners.module.css'

const DrawDialog = loadLater(() => import('./draw-dialog').then((module) => module.DrawDialog), { notice: 'dialog' })

/** The other offers a draw. It stands until they submit, take it back, or one says no, which they are told. */
export function DrawOffer({ rival, room }: { rival: BattlePlayerView; room: BattleRoom }) {
  const t = useTranslations('battle')
  const [isAsking, setIsAsking] = useState(false)
  const [decline, isBusy] = useBattleCommand(room)
  return (
    <>
      <div className={styles.offer} role="status" data-testid="draw-offer">
        <span>{t('offersDraw', { name: rival.user.name })}</span>
        <span className={styles.actions}>
          <Button size="small" onClick={() => setIsAsking(true)}>
            {t('drawAgree')}
          </Button>
          <Button
            size="small"
            look="quiet"
            isBusy={isBusy}
            onClick={() => {
              // The button under the focus goes away.
              document.getElementById('content')?.focus({ preventScroll: true })
              decline({ t: 'battle:decline-draw', d: {} })
            }}
          >
            {t('drawDecline')}
          </Button>
        </span>
      </div>
      {isAsking && <DrawDialog room={room} rival={rival} onClose={() => setIsAsking(false)} />}
    </>
  )
}

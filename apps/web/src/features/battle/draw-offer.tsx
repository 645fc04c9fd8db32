'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { Button } from '../../ui/button'
import styles from './battle-banners.module.css'
import { useBattleCommand } from './use-battle-command'

/** The other offers a draw; to agree is to offer one too. It stands until one of the two submits. */
export function DrawOffer({ rival, room }: { rival: BattlePlayerView; room: BattleRoom }) {
  const t = useTranslations('battle')
  const [agree, isBusy] = useBattleCommand(room)
  return (
    <div className={styles.offer} role="status" data-testid="draw-offer">
      <span>{t('offersDraw', { name: rival.user.name })}</span>
      <Button size="small" isBusy={isBusy} onClick={() => agree({ t: 'battle:offer-draw', d: {} })}>
        {t('drawAgree')}
      </Button>
    </div>
  )
}

'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import extras from './battle-extras.module.css'
import { useBattleCommand } from '../battle/use-battle-command'

interface DrawDialogProps {
  room: BattleRoom
  rival: BattlePlayerView
  onClose: () => void
}

/** Asks once more before a draw is offered, or agreed to: to agree is to offer one too. */
export function DrawDialog({ room, rival, onClose }: DrawDialogProps) {
  const t = useTranslations('battle')
  const [offer, isBusy] = useBattleCommand(room, onClose)
  const { name } = rival.user
  return (
    <Dialog title={rival.offersDraw ? t('drawAgreeTitle') : t('drawTitle')} onClose={onClose}>
      <p>{rival.offersDraw ? t('drawAgreeLead', { name }) : t('drawLead', { name })}</p>
      <div className={extras.actions}>
        <Button onClick={onClose}>{t('keepPlaying')}</Button>
        <Button look="danger" isBusy={isBusy} onClick={() => offer({ t: 'battle:offer-draw', d: {} })}>
          {rival.offersDraw ? t('drawAgree') : t('drawOffer')}
        </Button>
      </div>
    </Dialog>
  )
}

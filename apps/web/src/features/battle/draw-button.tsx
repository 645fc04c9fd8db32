'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { loadLater } from '../../ui/load-later'
import { BarButton } from './bar-button'
import extras from './battle-extras.module.css'
import { useBattleCommand } from './use-battle-command'
import { isMachine } from './sides'

const Dialog = loadLater(() => import('../../ui/dialog').then((module) => module.Dialog))

interface DrawButtonProps {
  view: BattleView
  room: BattleRoom
  me: BattlePlayerView
  rival: BattlePlayerView
}

export function DrawButton({ view, room, me, rival }: DrawButtonProps) {
  const t = useTranslations('battle')
  const [isOpen, setIsOpen] = useState(false)
  const [offer, isBusy] = useBattleCommand(room, () => setIsOpen(false))
  const isPossible = (view.state === 'RUNNING' || view.state === 'SUSPENDED') && !me.offersDraw && !isMachine(rival.user)
  return (
    <>
      <BarButton
        icon={<Icon name="half" size={14} />}
        label={me.offersDraw ? t('drawOffered') : t('draw')}
        disabled={!isPossible}
        data-testid="offer-draw"
        onClick={() => setIsOpen(true)}
      />
      {isOpen && (
        <Dialog title={rival.offersDraw ? t('drawAgreeTitle') : t('drawTitle')} onClose={() => setIsOpen(false)}>
          <p>{rival.offersDraw ? t('drawAgreeLead', { name: rival.user.name }) : t('drawLead', { name: rival.user.name })}</p>
          <div className={extras.actions}>
            <Button onClick={() => setIsOpen(false)}>{t('keepPlaying')}</Button>
            <Button look="danger" isBusy={isBusy} onClick={() => offer({ t: 'battle:offer-draw', d: {} })}>
              {rival.offersDraw ? t('drawAgree') : t('drawOffer')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

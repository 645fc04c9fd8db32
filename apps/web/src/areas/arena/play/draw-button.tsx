'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { isPlayed } from '@eduscale/rules/battle-states'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Icon } from '../../../ui/icon'
import { loadLater } from '../../../ui/load-later'
import { BarButton } from '../../../ui/bar-button'
import { isMachine } from '../battle/sides'
import { useBattleCommand } from '../battle/use-battle-command'

const DrawDialog = loadLater(() => import('./draw-dialog').then((module) => module.DrawDialog), { notice: 'dialog' })

interface DrawButtonProps {
  view: BattleView
  room: BattleRoom
  me: BattlePlayerView
  rival: BattlePlayerView
}

export function DrawButton({ view, room, me, rival }: DrawButtonProps) {
  const t = useTranslations('battle')
  const [isOpen, setIsOpen] = useState(false)
  const isPossible = isPlayed(view.state) && !isMachine(rival.user)
  const [withdraw] = useBattleCommand(room)
  return (
    <>
      <BarButton
        icon={<Icon name="half" size={14} />}
        label={me.offersDraw ? t('drawWithdraw') : t('draw')}
        otherLabel={me.offersDraw ? t('draw') : t('drawWithdraw')}
        disabled={!isPossible}
        data-testid="offer-draw"
        onClick={() => (me.offersDraw ? withdraw({ t: 'battle:withdraw-draw', d: {} }) : setIsOpen(true))}
      />
      {isOpen && <DrawDialog room={room} rival={rival} onClose={() => setIsOpen(false)} />}
    </>
  )
}

'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useServices } from '../../services/services-provider'
import { Button } from '../../ui/button'
import { primeCue } from '../arena/cue'
import { useBattleCommand } from '../battle/use-battle-command'
import { activeBattleChanged } from '../identity/identity-slice'

interface RematchButtonProps {
  view: BattleView
  room: BattleRoom
  rivalName: string
}

/** The first click makes the battle, the second goes there; both at once make one. */
export function RematchButton({ view, room, rivalName }: RematchButtonProps) {
  const t = useTranslations('result')
  const { store } = useServices()
  const router = useRouter()
  const go = (battleId: string) => {
    store.dispatch(activeBattleChanged(battleId))
    router.push(`/battle/${battleId}`)
  }
  const [send, isBusy] = useBattleCommand(room, (ack) => {
    const battleId = ack.res['battleId']
    if (typeof battleId === 'string') go(battleId)
  })
  const isOffered = view.rematchBattleId !== null
  return (
    <Button
      look="primary"
      size="large"
      isBusy={isBusy}
      data-testid="rematch"
      onClick={() => {
        primeCue()
        send({ t: 'battle:rematch', d: {} })
      }}
    >
      <span aria-live="polite">
        {isOffered ? `${t('rematchOffered', { name: rivalName })} · ${t('rematchAccept')}` : t('rematch')}
      </span>
    </Button>
  )
}

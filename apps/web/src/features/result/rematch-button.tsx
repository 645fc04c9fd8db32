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
  /** Null where there was more than one: then another round is a room, opened by the first who asks. */
  rivalName: string | null
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
  const label = () => {
    if (rivalName === null) return t(isOffered ? 'nextRoundOpen' : 'nextRound')
    return isOffered ? `${t('rematchOffered', { name: rivalName })} · ${t('rematchAccept')}` : t('rematch')
  }
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
      <span aria-live="polite">{label()}</span>
    </Button>
  )
}

'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView, Rematch } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useRouter } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { Button } from '../../../ui/button'
import { primeCue } from '../cues/cue'
import { isDuel } from '../battle/sides'
import { useBattleCommand } from '../battle/use-battle-command'
import { useAction } from '../../../app-services/errors/use-action'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import styles from './rematch-offer.module.css'
import { leadsOn, rematchStanding } from './rematch-standing'
import { isSettled } from './use-rematch'

interface RematchOfferProps {
  view: BattleView
  room: BattleRoom
  myId: string
  /** Null while nobody has asked, or it isn't known. */
  rematch: Rematch | null
  onAnswered: (rematch: Rematch | null) => void
}

/**
 * Another battle of the same players: asked for, offered, or what became of it. The first who asks makes the battle, the second
 * goes there; both at once make one. Of more than two, another round is a room that one joins.
 */
export function RematchOffer({ view, room, myId, rematch, onAnswered }: RematchOfferProps) {
  const t = useTranslations('result')
  const { api, store } = useServices()
  const router = useRouter()
  const text = useRef<HTMLParagraphElement>(null)
  const go = (battleId: string) => router.push(`/battle/${battleId}`)
  const [send, isAsking] = useBattleCommand(room, (ack) => {
    const battleId = ack.res['battleId']
    if (typeof battleId !== 'string') return
    store.dispatch(activeBattleChanged(battleId))
    go(battleId)
  })
  const [decline, isDeclining] = useAction(async () => {
    onAnswered(await api.declineRematch(view.id))
    // The button that had it is gone.
    text.current?.focus()
  })
  const isOver = rematch !== null && isSettled(rematch)
  useEffect(() => {
    // No page leads back to it any more.
    if (isOver && store.getState().identity.activeBattleId === rematch?.battleId) store.dispatch(activeBattleChanged(null))
  }, [isOver, rematch?.battleId, store])
  const ask = () => {
    primeCue()
    send({ t: 'battle:rematch', d: {} })
  }
  const isTwo = isDuel(view)
  const isMany = view.players.length > 1
  const standing = rematch && rematchStanding(rematch, myId)
  const named = rematch?.userId ?? (isTwo ? view.players.find(({ user }) => user.id !== myId)?.user.id : rematch?.askedBy[0])
  const name = view.players.find(({ user }) => user.id === named)?.user.name ?? ''
  return (
    <>
      <div className={styles.offer} data-standing={standing ?? 'none'} data-testid="rematch-offer">
        <p role="status" tabIndex={-1} ref={text}>
          {standing && t(`${isTwo ? 'rematchText' : 'nextRoundText'}.${standing}`, { name })}
        </p>
        {standing === 'offered' && (
          <>
            <Button look="primary" isBusy={isAsking} data-testid="rematch" onClick={ask}>
              {t(isTwo ? 'rematchAccept' : 'nextRoundJoin')}
            </Button>
            {isTwo && (
              <Button look="quiet" isBusy={isDeclining} onClick={decline}>
                {t('rematchDecline')}
              </Button>
            )}
          </>
        )}
        {rematch && standing !== 'offered' && (standing === 'over' || leadsOn(rematch, view, myId)) && (
          <Button look={standing === 'over' ? 'quiet' : 'primary'} onClick={() => go(rematch.battleId)}>
            {t('rematchGo')}
          </Button>
        )}
        {standing === 'asked' && isTwo && (
          <Button look="quiet" isBusy={isDeclining} onClick={decline}>
            {t('rematchWithdraw')}
          </Button>
        )}
      </div>
      {view.rematchBattleId === null && isMany && (
        <Button look="primary" size="large" isBusy={isAsking} data-testid="rematch" onClick={ask}>
          {t(isTwo ? 'rematch' : 'nextRound')}
        </Button>
      )}
    </>
  )
}

'use client'

import { useCallback, useEffect } from 'react'
import { useServerNow } from '../../../app-services/context/use-server-now'
import { useLiveResource } from '../../../app-services/resources/use-live-resource'
import { useServices } from '../../../app-services/context/use-services'
import { useAppSelector } from '../../../app-services/store/store'
import { formatCountdown } from '../../../ui/format-time'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import { awayStanding, type AwayStanding } from './away-standing'

const askAgainMs = 3_000

/**
 * How the battle stands whose page one isn't on, and the time left to go back where that is counted. Asked of the server: another
 * tab may have the battle open, and nothing is lost then.
 */
export function useAwayBattle(battleId: string): { standing: AwayStanding | null; time: string | null } {
  const { api, store } = useServices()
  const myId = useAppSelector((state) => state.identity.user?.id ?? null)
  const [battle] = useLiveResource(
    useCallback((signal: AbortSignal) => api.getBattle(battleId, { signal }), [api, battleId]),
    askAgainMs,
  )
  const view = battle.value?.id === battleId ? battle.value : null
  const standing = view && myId !== null ? awayStanding(view, myId) : null
  const forfeitAt = view?.players.find(({ user }) => user.id === myId)?.forfeitAt ?? null
  const isCounting = standing === 'counting' && forfeitAt !== null
  const now = useServerNow(isCounting ? 250 : null)
  // Somebody whose seat was given away may not read it any more.
  const isOver = standing === 'over' || battle.error?.code === 'forbidden' || battle.error?.code === 'not-found'
  useEffect(() => {
    if (isOver && store.getState().identity.activeBattleId === battleId) store.dispatch(activeBattleChanged(null))
  }, [battleId, isOver, store])
  return { standing, time: isCounting && now > 0 ? formatCountdown(Date.parse(forfeitAt) - now) : null }
}

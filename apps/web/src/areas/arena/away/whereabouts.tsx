'use client'

import { useAppSelector } from '../../../app-services/store/store'
import { usePathname } from '../../../i18n/navigation'
import { QueuePill } from '../matchmaking/queue-pill'
import { BackToBattle } from './back-to-battle'

/** In the header of every page: the way back to one's battle, or one's place in the queue. */
export function Whereabouts() {
  const pathname = usePathname()
  const activeBattleId = useAppSelector((state) => state.identity.activeBattleId)
  const isElsewhere = activeBattleId !== null && pathname !== `/battle/${activeBattleId}` && pathname !== '/arena'
  return isElsewhere ? <BackToBattle battleId={activeBattleId} /> : <QueuePill />
}

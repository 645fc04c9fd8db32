import type { BattleView } from '@eduscale/contracts/battle'
import { isApiError } from '@eduscale/client/http-client'
import type { Services } from '../../../app-services/context/use-services'
import { findOwnRoom } from '../invite/invite-storage'

export interface OpenRoom {
  battleId: string
  /** Players beside its host. */
  guests: number
}

/** One's own room that others wait in: opening another room, or an invitation, closes it. */
export async function findOpenRoom({ api, store }: Pick<Services, 'api' | 'store'>): Promise<OpenRoom | null> {
  const { user, activeBattleId } = store.getState().identity
  if (!user) return null
  // Of lobbies the server doesn't tell who is in them; this browser knows which it has opened or entered.
  for (const battleId of new Set([activeBattleId, findOwnRoom(user.id)])) {
    const guests = battleId === null ? 0 : countGuests(await findBattle(api, battleId), user.id)
    if (battleId !== null && guests > 0) return { battleId, guests }
  }
  return null
}

/** Players beside the host of a room that is open and is one's own; else 0. */
export function countGuests(view: Pick<BattleView, 'origin' | 'state' | 'players' | 'hostId'> | null, myId: string): number {
  if (view?.origin !== 'room' || view.state !== 'LOBBY' || view.hostId !== myId) return 0
  return view.players.length - 1
}

async function findBattle(api: Services['api'], battleId: string): Promise<BattleView | null> {
  try {
    return await api.getBattle(battleId)
  } catch (error) {
    // Gone, or not one's own any more: nothing is lost with it.
    if (!isApiError(error)) throw error
    return null
  }
}

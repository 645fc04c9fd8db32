'use client'

import type { TicketBody } from '@eduscale/contracts/arena'
import { isApiError } from '@eduscale/client/http-client'
import { useServices } from '../../../app-services/context/use-services'
import { useAction } from '../../../app-services/errors/use-action'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import { ticketChanged } from './arena-slice'
import { primeCue } from '../cues/cue'

/** Opens a ticket; whoever is in the queue already gets the one they have. */
export function useFindMatch(then: {
  onOpen?: () => void
  onPenalty?: () => void
}): [find: (wanted: TicketBody) => void, isBusy: boolean] {
  const { api, store, identity } = useServices()
  return useAction(async (wanted: TicketBody) => {
    primeCue()
    await identity.ensureUser()
    try {
      const { activeBattleId } = store.getState().identity
      const ticket = await api.openTicket(wanted)
      // Whoever was waiting for just this is told of the battle before this answer comes, perhaps.
      if (store.getState().identity.activeBattleId !== activeBattleId) return
      store.dispatch(ticketChanged(ticket))
    } catch (error) {
      if (isApiError(error, 'queue-penalty')) then.onPenalty?.()
      if (isApiError(error, 'already-playing') && typeof error.data['battleId'] === 'string') {
        store.dispatch(activeBattleChanged(error.data['battleId']))
      }
      if (!isApiError(error, 'already-queued')) throw error
      const ticket = await api.getTicket()
      store.dispatch(ticketChanged(ticket))
      // Matched meanwhile: the caller takes one there.
      if (ticket.state !== 'open') return
    }
    then.onOpen?.()
  })
}

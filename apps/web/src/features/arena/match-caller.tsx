'use client'

import type { Notice } from '@eduscale/contracts/room'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent } from 'react'
import { isApiError } from '../../api/http-client'
import { useServices } from '../../services/services-provider'
import { useAppSelector } from '../../store/store'
import { activeBattleChanged } from '../identity/identity-slice'
import { toastShown } from '../toasts/toasts-slice'
import { ticketChanged } from './arena-slice'
import { playCue } from './cue'

/** The server says a match was found at once; asking it now and then repairs a lost notice. */
const askAgainMs = 3_000

/** Goes with one through all pages: calls when an opponent is found, or a friend has come. */
export function MatchCaller() {
  const t = useTranslations('arena')
  const site = useTranslations('site')
  const { api, store, onNotice } = useServices()
  const router = useRouter()
  const pathname = usePathname()
  const wasQueued = useAppSelector((state) => state.identity.wasQueued)
  const isQueued = useAppSelector((state) => state.arena.ticket !== null)
  const token = useAppSelector((state) => state.identity.token)
  const isOnline = useAppSelector((state) => state.connection.status === 'online')

  const call = (battleId: string) => {
    if (store.getState().preferences.isSoundOn) playCue('found')
    // A tab in front needs no call; the code for one in the back comes with the first.
    if (document.visibilityState === 'hidden') void import('./attention').then(({ callAttention }) => callAttention(t('found')))
    router.push(`/battle/${battleId}`)
  }

  /** One's own invitation opens a battle too, which then waits in its lobby: there is nobody to be called for yet. */
  const opened = useEffectEvent(async (battleId: string) => {
    const battle = await api.getBattle(battleId).catch(() => null)
    if (battle?.state === 'LOBBY' || pathname.startsWith('/battle/')) return
    if (pathname === '/arena' || pathname.startsWith('/invite/')) call(battleId)
    else {
      const link = { href: `/battle/${battleId}`, label: site('backToBattle') }
      store.dispatch(toastShown({ tone: 'info', text: t('yourBattle'), link }))
    }
  })

  const receive = useEffectEvent((notice: Notice) => {
    switch (notice.t) {
      case 'match:found':
        store.dispatch(ticketChanged(null))
        store.dispatch(activeBattleChanged(notice.d.battleId))
        call(notice.d.battleId)
        return
      case 'match:left':
        store.dispatch(ticketChanged(null))
        if (notice.d.reason === 'expired') store.dispatch(toastShown({ tone: 'info', text: t('expired') }))
        return
      case 'battle:opened':
        store.dispatch(activeBattleChanged(notice.d.battleId))
        void opened(notice.d.battleId)
        return
      default:
        notice satisfies never
    }
  })
  useEffect(() => onNotice((notice) => receive(notice)), [onNotice])

  const ask = useEffectEvent(async () => {
    try {
      const ticket = await api.getTicket()
      if (store.getState().identity.token !== token) return
      if (ticket.battleId !== null && ticket.state === 'matched') receive({ t: 'match:found', d: { battleId: ticket.battleId } })
      else store.dispatch(ticketChanged(ticket.state === 'open' ? ticket : null))
    } catch (error) {
      if (isApiError(error, 'not-found')) store.dispatch(ticketChanged(null))
      else if (!isApiError(error)) throw error
    }
  })
  useEffect(() => {
    if (wasQueued) void ask()
  }, [wasQueued])
  // A match that was found before the connection stood was told to nobody.
  useEffect(() => {
    if (isQueued && isOnline) void ask()
  }, [isQueued, isOnline])
  useEffect(() => {
    if (!isQueued) return
    const timer = setInterval(() => void ask(), askAgainMs)
    return () => clearInterval(timer)
  }, [isQueued])

  return null
}

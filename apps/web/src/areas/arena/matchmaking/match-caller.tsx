'use client'

import type { Notice } from '@eduscale/contracts/room'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent } from 'react'
import { usePathname, useRouter } from '../../../i18n/navigation'
import { isApiError } from '@eduscale/client/http-client'
import { useServices } from '../../../app-services/context/use-services'
import { useAppSelector } from '../../../app-services/store/store'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { ticketChanged } from './arena-slice'
import { placeOfOpened } from '../cues/battle-cue'
import { playCue } from '../cues/cue'

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
  const slot = useAppSelector((state) => state.identity.slot)
  const isOnline = useAppSelector((state) => state.connection.status === 'online')

  const ring = (text: string) => {
    if (store.getState().preferences.isSoundOn) playCue('found')
    // A tab in front needs no call; the code for one in the back comes with the first.
    if (document.visibilityState === 'hidden') {
      void import('../cues/attention').then(({ callAttention }) => callAttention(text)).catch(() => {})
    }
  }
  const call = (battleId: string) => {
    ring(t('found'))
    router.push(`/battle/${battleId}`)
  }

  const opened = useEffectEvent(async (battleId: string) => {
    // As it was when the notice came, like the path: whoever asked for a rematch is on the way to it by the time of the answer.
    const shown = store.getState().battle.view
    const battle = await api.getBattle(battleId).catch(() => null)
    const href = `/battle/${battleId}`
    switch (placeOfOpened({ battle, pathname, shown })) {
      case 'nothing':
        return
      case 'go':
        return call(battleId)
      case 'tell':
        ring(t('found'))
        store.dispatch(toastShown({ tone: 'info', text: t('yourBattle'), link: { href, label: site('backToBattle') } }))
        return
      case 'tell-rematch': {
        const name = battle?.players.find(({ user }) => user.id !== store.getState().identity.user?.id)?.user.name ?? ''
        const text = t('wantsRematch', { name })
        ring(text)
        store.dispatch(toastShown({ tone: 'info', text, link: { href, label: t('goThere') } }))
      }
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
      case 'battle:rematch-changed':
      // The page itself says it, wherever one is.
      case 'account:banned':
      case 'roles:changed':
      // For the settings, and for whoever shows who one is.
      case 'sessions:changed':
      case 'session:stolen':
        return
      default:
        notice satisfies never
    }
  })
  useEffect(() => onNotice((notice) => receive(notice)), [onNotice])

  const ask = useEffectEvent(async () => {
    try {
      const ticket = await api.renewTicket()
      if (store.getState().identity.slot !== slot) return
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

'use client'

import type { Invite } from '@eduscale/contracts/arena'
import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import { livePolling, queries } from '../../../app-services/resources/queries'
import { useSignedInAsker } from '../../../app-services/resources/use-asker'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { findInvite, forgetInvite } from '../invite/invite-storage'

const askAgainMs = 5_000

/** One's own invitation as long as it is open: nobody may take it up, and it expires, or it is cancelled from another tab. */
export function useOwnInvite(userId: string | null): [invite: Invite | null, changed: (invite: Invite | null) => void] {
  const t = useTranslations('arena')
  const { store } = useServices()
  const [keptId, setKeptId] = useState<string | null>(null)
  const [shown, setShown] = useState<Invite | null>(null)
  // After hydration: the server can't know what this browser keeps.
  useEffect(() => {
    setShown(null)
    setKeptId((userId === null ? null : findInvite(userId)?.id) ?? null)
  }, [userId])
  const asker = useSignedInAsker()
  const isAsked = asker !== null && keptId !== null
  const { currentData: found } = queries.useInviteQuery(isAsked ? { asker, id: keptId } : skipToken, livePolling(askAgainMs))
  const hear = useEffectEvent((told: Invite) => {
    // Cancelled, or another person's by now.
    if (userId === null || findInvite(userId)?.id !== told.id) return
    if (told.isMine && told.battleState === 'LOBBY') return setShown(told)
    forgetInvite(userId)
    setKeptId(null)
    setShown(null)
    if (!shown || told.battleState !== 'ABORTED') return
    if (store.getState().identity.activeBattleId === shown.battleId) store.dispatch(activeBattleChanged(null))
    store.dispatch(toastShown({ tone: 'info', text: t('inviteClosed') }))
  })
  useEffect(() => {
    if (found) hear(found)
  }, [found])
  const changed = (invite: Invite | null) => {
    setKeptId(invite?.id ?? null)
    setShown(invite)
  }
  return [shown, changed]
}

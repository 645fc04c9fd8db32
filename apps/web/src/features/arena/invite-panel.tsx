'use client'

import type { Invite } from '@eduscale/contracts/arena'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { isApiError } from '@eduscale/client/http-client'
import { useServices } from '../../services/services-provider'
import { useAppDispatch, useAppSelector } from '../../store/store'
import { Button } from '../../ui/button'
import { loadLater } from '../../ui/load-later'
import { Select } from '../../ui/select'
import { countsByDefault } from '../preferences/counts-by-default'
import { useAction } from '../errors/use-action'
import { activeBattleChanged } from '../identity/identity-slice'
import { findOpenRoom, type OpenRoom } from '../rooms/open-room'
import { toastShown } from '../toasts/toasts-slice'
import styles from './arena.module.css'
import { primeCue } from './cue'
import { InviteLink } from './invite-link'
import { findInvite, forgetInvite, keepInvite } from './invite-storage'

const CloseRoomDialog = loadLater(() => import('../rooms/close-room-dialog').then((module) => module.CloseRoomDialog), {
  notice: 'dialog',
})

const askAgainMs = 5_000
const limits = [5, 10, 15, 20, 30, 45, 60] as const

export function InvitePanel({ onOpen }: { onOpen: (battleId: string | null) => void }) {
  const t = useTranslations('arena')
  const { api, store, identity } = useServices()
  const dispatch = useAppDispatch()
  const [invite, setInvite] = useState<Invite | null>(null)
  const [minutes, setMinutes] = useState<(typeof limits)[number]>(20)
  const user = useAppSelector((state) => state.identity.user)
  const userId = user?.id ?? null
  const [chosen, setIsRanked] = useState<boolean | null>(null)
  const isRanked = chosen ?? countsByDefault(user)

  const [closing, setClosing] = useState<OpenRoom | null>(null)
  const hasInvite = invite !== null

  const [create, isCreating] = useAction(async (isSure: boolean) => {
    primeCue()
    await identity.ensureUser()
    const open = isSure ? null : await findOpenRoom({ api, store })
    setClosing(open)
    if (open) return
    const created = await api.createInvite({
      difficulty: store.getState().preferences.difficulty,
      limitMinutes: minutes,
      isRanked,
    })
    const me = store.getState().identity.user
    if (me) keepInvite(me.id, created.battleId, created)
    setInvite(created)
  })
  const [cancel, isCancelling] = useAction(async () => {
    if (!invite) return
    await api.cancelInvite(invite.id)
    if (userId) forgetInvite(userId)
    setInvite(null)
    dispatch(activeBattleChanged(null))
    dispatch(toastShown({ tone: 'info', text: t('inviteCancelled') }))
  })

  const check = useEffectEvent(async (signal: AbortSignal) => {
    const kept = userId === null ? null : findInvite(userId)
    if (userId === null || !kept) return setInvite(null)
    try {
      const found = await api.getInvite(kept.id, { signal })
      // Cancelled while it was asked for: it isn't one's invitation any more.
      if (signal.aborted || findInvite(userId)?.id !== kept.id) return
      if (found.isMine && found.battleState === 'LOBBY') return setInvite(found)
      forgetInvite(userId)
      setInvite(null)
      if (!invite || found.battleState !== 'ABORTED') return
      if (store.getState().identity.activeBattleId === invite.battleId) dispatch(activeBattleChanged(null))
      dispatch(toastShown({ tone: 'info', text: t('inviteClosed') }))
    } catch (error) {
      if (!isApiError(error)) throw error
    }
  })
  useEffect(() => {
    const abort = new AbortController()
    void check(abort.signal)
    return () => abort.abort()
  }, [userId])
  // An invitation that nobody takes up expires, and one may be cancelled from another tab.
  useEffect(() => {
    if (!hasInvite) return
    const abort = new AbortController()
    const ask = () => document.visibilityState === 'visible' && void check(abort.signal)
    const timer = setInterval(ask, askAgainMs)
    document.addEventListener('visibilitychange', ask, { signal: abort.signal })
    return () => {
      abort.abort()
      clearInterval(timer)
    }
  }, [hasInvite, userId])
  useEffect(() => onOpen(invite?.battleId ?? null), [invite, onOpen])

  return (
    <section className={styles.way} aria-labelledby="invite-a-friend">
      <div className={styles.about}>
        <h2 id="invite-a-friend">{t('inviteTitle')}</h2>
        <p>{invite ? t('waitingFriend') : t('inviteLead')}</p>
        {invite && <p className={styles.hint}>{t('sameBrowser')}</p>}
      </div>
      {invite ? (
        <div className={styles.action}>
          <InviteLink url={invite.url} />
          <div className={styles.row}>
            <Button isBusy={isCancelling} onClick={cancel}>
              {t('cancelInvite')}
            </Button>
          </div>
        </div>
      ) : (
        <div className={styles.action}>
          <div className={styles.row}>
            <Select
              label={t('limit')}
              value={String(minutes)}
              options={limits.map((count) => ({ value: String(count), label: t('minutes', { count }) }))}
              onChange={(value) => setMinutes(limits.find((limit) => String(limit) === value) ?? 20)}
            />
            <label className={styles.check} title={t('rankedHint')}>
              <input type="checkbox" checked={isRanked} onChange={(event) => setIsRanked(event.target.checked)} />
              {t('ranked')}
            </label>
          </div>
          <Button size="large" isBusy={isCreating} onClick={() => create(false)}>
            {t('createInvite')}
          </Button>
        </div>
      )}
      {closing && (
        <CloseRoomDialog room={closing} isBusy={isCreating} onConfirm={() => create(true)} onClose={() => setClosing(null)} />
      )}
    </section>
  )
}

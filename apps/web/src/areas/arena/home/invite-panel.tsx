'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useAppDispatch, useAppSelector } from '../../../app-services/store/store'
import { Button } from '../../../ui/button'
import { loadLater } from '../../../ui/load-later'
import { Select } from '../../../ui/select'
import { countsByDefault } from '../../../app-services/preferences/counts-by-default'
import { useAction } from '../../../app-services/errors/use-action'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import { findOpenRoom, type OpenRoom } from '../room/open-room'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import styles from './arena.module.css'
import { primeCue } from '../cues/cue'
import { InviteLink } from '../invite/invite-link'
import { forgetInvite, keepInvite } from '../invite/invite-storage'
import { useOwnInvite } from './use-own-invite'

const CloseRoomDialog = loadLater(() => import('../room/close-room-dialog').then((module) => module.CloseRoomDialog), {
  notice: 'dialog',
})

const limits = [5, 10, 15, 20, 30, 45, 60] as const

export function InvitePanel({ onOpen }: { onOpen: (battleId: string | null) => void }) {
  const t = useTranslations('arena')
  const { api, store, identity } = useServices()
  const dispatch = useAppDispatch()
  const [minutes, setMinutes] = useState<(typeof limits)[number]>(20)
  const user = useAppSelector((state) => state.identity.user)
  const userId = user?.id ?? null
  const [chosen, setIsRanked] = useState<boolean | null>(null)
  const isRanked = chosen ?? countsByDefault(user)

  const [invite, setInvite] = useOwnInvite(userId)
  const [closing, setClosing] = useState<OpenRoom | null>(null)

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

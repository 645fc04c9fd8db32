'use client'

import type { Invite } from '@eduscale/contracts/arena'
import { useTranslations } from 'next-intl'
import { useRouter } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { useAppSelector } from '../../../app-services/store/store'
import { Button, LinkButton } from '../../../ui/button'
import { InviteLink } from './invite-link'
import { keepBattleInvite } from './invite-storage'
import { useAction } from '../../../app-services/errors/use-action'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import styles from './invite-page.module.css'

/** The host's own browser is offered to be somebody else in this window, so two windows are enough to try a battle. */
export function InviteActions({ invite }: { invite: Invite }) {
  const t = useTranslations('invite')
  const { api, store, identity } = useServices()
  const router = useRouter()
  const user = useAppSelector((state) => state.identity.user)
  const join = async () => {
    await identity.ensureUser()
    const { battleId } = await api.joinInvite(invite.id)
    // Whoever is in a room may pass its link on.
    keepBattleInvite(battleId, invite)
    store.dispatch(activeBattleChanged(battleId))
    router.push(`/battle/${battleId}`)
  }
  const [joinAsMe, isJoining] = useAction(join)
  const [joinAsAnother, isJoiningAsAnother] = useAction(async () => {
    await identity.playAsGuest('tab')
    await join()
  })
  const isBusy = isJoining || isJoiningAsAnother

  if (invite.isMine) {
    return (
      <>
        <InviteLink url={invite.url} />
        <div className={styles.actions} style={{ marginBlockStart: 'var(--space-5)' }}>
          <Button look="primary" size="large" isBusy={isBusy} onClick={joinAsAnother}>
            {t('joinAnother')}
          </Button>
          {invite.battleId && (
            <LinkButton size="large" href={`/battle/${invite.battleId}`}>
              {t('enter')}
            </LinkButton>
          )}
        </div>
      </>
    )
  }
  if (invite.battleId !== null) {
    return (
      <LinkButton look="primary" size="large" href={`/battle/${invite.battleId}`}>
        {t('enter')}
      </LinkButton>
    )
  }
  return (
    <div className={styles.actions}>
      <Button look="primary" size="large" isBusy={isBusy} onClick={joinAsMe}>
        {user ? t('join', { name: user.name }) : t('joinGuest')}
      </Button>
      {user ? (
        <Button look="quiet" isBusy={isBusy} onClick={joinAsAnother}>
          {t('joinAnother')}
        </Button>
      ) : (
        <LinkButton look="quiet" href={`/sign-in?to=/invite/${encodeURIComponent(invite.id)}`}>
          {t('signInFirst')}
        </LinkButton>
      )}
    </div>
  )
}

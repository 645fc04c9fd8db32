'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../../../ui/button'
import { InviteLink } from '../invite/invite-link'
import { findInviteOfBattle } from '../invite/invite-storage'
import styles from './lobby.module.css'
import { useBattleCommand } from '../battle/use-battle-command'

export function Lobby({ room }: { room: BattleRoom }) {
  const t = useTranslations('battle')
  const arena = useTranslations('arena')
  // Never rendered by the server. Only the browser that made the invitation knows its link.
  const [invite] = useState(() => findInviteOfBattle(room.battleId))
  const [send, isBusy] = useBattleCommand(room)
  return (
    <div className={styles.lobby}>
      <h1>{t('lobbyTitle')}</h1>
      <p>{t(invite ? 'lobbyLead' : 'lobbyLeadNoLink')}</p>
      {invite && (
        <>
          <InviteLink url={invite.url} />
          <p className={styles.hint}>{arena('sameBrowser')}</p>
        </>
      )}
      <Button className={styles.cancel} isBusy={isBusy} onClick={() => send({ t: 'battle:decline', d: {} })}>
        {t('cancelInvite')}
      </Button>
    </div>
  )
}

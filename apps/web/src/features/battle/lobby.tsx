'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '../../ui/button'
import { InviteLink } from '../arena/invite-link'
import { findInviteOfBattle, type KeptInvite } from '../arena/invite-storage'
import styles from './lobby.module.css'
import { useBattleCommand } from './use-battle-command'

export function Lobby({ room }: { room: BattleRoom }) {
  const t = useTranslations('battle')
  const arena = useTranslations('arena')
  const [invite, setInvite] = useState<KeptInvite | null>(null)
  useEffect(() => setInvite(findInviteOfBattle(room.battleId)), [room])
  const [send, isBusy] = useBattleCommand(room)
  return (
    <div className={styles.lobby}>
      <h1>{t('lobbyTitle')}</h1>
      <p>{t('lobbyLead')}</p>
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

'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { InviteLink } from '../arena/invite-link'
import { findInviteOfBattle, type KeptInvite } from '../arena/invite-storage'
import styles from './lobby.module.css'

export function Lobby({ battleId }: { battleId: string }) {
  const t = useTranslations('battle')
  const arena = useTranslations('arena')
  const [invite, setInvite] = useState<KeptInvite | null>(null)
  useEffect(() => setInvite(findInviteOfBattle(battleId)), [battleId])
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
    </div>
  )
}

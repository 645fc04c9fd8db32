'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import styles from './battle-extras.module.css'
import { useBattleCommand } from './use-battle-command'

interface LiveCodeWishProps {
  room: BattleRoom
  me: BattlePlayerView
  rival: BattlePlayerView
  isPossible: boolean
}

/** Whether spectators may see one's code before the end: a wish that each has, and may take back. */
export function LiveCodeWish({ room, me, rival, isPossible }: LiveCodeWishProps) {
  const t = useTranslations('battle')
  const [send, isBusy] = useBattleCommand(room)
  const [wished, setWished] = useState(me.allowsLiveCode)
  return (
    <>
      <label className={styles.wish}>
        <input
          type="checkbox"
          checked={isBusy ? wished : me.allowsLiveCode}
          disabled={!isPossible}
          onChange={({ target }) => {
            setWished(target.checked)
            send({ t: 'battle:live-code', d: { isAllowed: target.checked } })
          }}
        />
        <span>{t('liveCode')}</span>
      </label>
      <p className={styles.note} data-testid="live-code-rival">
        {t('liveCodeRival', { name: rival.user.name, isAllowed: String(rival.allowsLiveCode) })}
      </p>
    </>
  )
}

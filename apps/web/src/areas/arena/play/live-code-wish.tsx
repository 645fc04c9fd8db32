'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ApiError } from '@eduscale/client/http-client'
import { useAction } from '../../../app-services/errors/use-action'
import styles from './battle-extras.module.css'

interface LiveCodeWishProps {
  room: Pick<BattleRoom, 'command'>
  me: BattlePlayerView
  rival: BattlePlayerView
  isPossible: boolean
}

/** Whether spectators may see one's code before the end: a wish that each has, and may take back. */
export function LiveCodeWish({ room, me, rival, isPossible }: LiveCodeWishProps) {
  const t = useTranslations('battle')
  // From the click until the battle shows it: the answer to the command may come before the battle's own news of it.
  const [wished, setWished] = useState<boolean>()
  if (wished === me.allowsLiveCode) setWished(undefined)
  const [send] = useAction(async (isAllowed: boolean) => {
    setWished(isAllowed)
    const ack = await room.command({ t: 'battle:live-code', d: { isAllowed } })
    if (ack.ok) return
    setWished(undefined)
    throw new ApiError(409, ack.err)
  })
  return (
    <>
      <label className={styles.wish}>
        <input
          type="checkbox"
          checked={wished ?? me.allowsLiveCode}
          disabled={!isPossible}
          onChange={({ target }) => send(target.checked)}
        />
        <span>{t('liveCode')}</span>
      </label>
      <p className={styles.note} data-testid="live-code-rival">
        {t('liveCodeRival', { name: rival.user.name, isAllowed: String(rival.allowsLiveCode) })}
      </p>
    </>
  )
}

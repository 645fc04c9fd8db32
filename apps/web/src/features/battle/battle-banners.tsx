'use client'

import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useServerNow } from '../../realtime/use-server-now'
import { formatCountdown } from '../../ui/format-time'
import styles from './battle-banners.module.css'
import type { Sides } from './sides'

/** What stops or threatens the battle, and what that means for one's clock. */
export function BattleBanners({ view, sides }: { view: BattleView; sides: Sides }) {
  const t = useTranslations('battle')
  return (
    <>
      {view.state === 'SUSPENDED' && (
        <p className={styles.banner} data-tone="warn" role="status" data-testid="suspended">
          <strong>{t('suspendedTitle')}</strong> {t('suspended')}
        </p>
      )}
      {view.state === 'JUDGING' && (
        <p className={styles.banner} data-tone="info" role="status" data-testid="judging">
          {t('judgingBanner')}
        </p>
      )}
      {sides.rival && sides.rival.forfeitAt !== null && <Gone player={sides.rival} isMe={false} />}
      {sides.me && sides.me.forfeitAt !== null && <Gone player={sides.me} isMe />}
    </>
  )
}

function Gone({ player, isMe }: { player: BattlePlayerView; isMe: boolean }) {
  const t = useTranslations('battle')
  const now = useServerNow(250)
  const leftMs = player.forfeitAt === null || now === 0 ? 0 : Date.parse(player.forfeitAt) - now
  const time = formatCountdown(leftMs)
  return (
    <p className={styles.banner} data-tone={isMe ? 'warn' : 'info'} data-testid="gone">
      {isMe ? t('youGone', { time }) : t('gone', { name: player.user.name, time })}
    </p>
  )
}

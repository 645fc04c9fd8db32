'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useServerNow } from '../../../app-services/context/use-server-now'
import { LinkButton } from '../../../ui/button'
import { formatClock, formatCountdown } from '../../../ui/format-time'
import { loadLater } from '../../../ui/load-later'
import styles from './battle-banners.module.css'
import { findEarlyEnd } from './early-end'
import { OfflineNote } from './offline-note'
import { isDuel, type Sides } from '../battle/sides'

const DrawOffer = loadLater(() => import('./draw-offer').then((module) => module.DrawOffer))

/** What stops or threatens the battle, and what that means for one's clock. */
export function BattleBanners({ view, room, sides }: { view: BattleView; room: BattleRoom; sides: Sides }) {
  const t = useTranslations('battle')
  const isTwo = isDuel(view)
  const mayAgree = isTwo && view.state !== 'JUDGING'
  return (
    <>
      {view.state === 'SUSPENDED' && (
        <p className={styles.banner} data-tone="warn" role="status" data-testid="suspended">
          <strong>{t('suspendedTitle')}</strong> <Outage since={view.suspendedSince} /> {t('suspended')}
        </p>
      )}
      {sides.me?.leftBecause && (
        <div className={styles.offer} role="status">
          <span>{t(sides.me.leftBecause === 'resigned' ? 'youResigned' : 'youForfeited')}</span>
          <LinkButton size="small" href="/arena">
            {t('leave')}
          </LinkButton>
        </div>
      )}
      {mayAgree && sides.rival?.offersDraw && <DrawOffer rival={sides.rival} room={room} />}
      {mayAgree && sides.me?.offersDraw && (
        <p className={styles.banner} data-tone="info" role="status">
          {t('drawStands')}
        </p>
      )}
      {isTwo && view.players.every((player) => player.allowsLiveCode) && (
        <p className={styles.banner} data-tone="info" role="status" data-testid="live-code">
          {t('liveCodeOn')}
        </p>
      )}
      {view.state === 'JUDGING' && (
        <p className={styles.banner} data-tone="info" role="status" data-testid="judging">
          <WhyJudging view={view} myId={sides.me?.user.id ?? null} />
        </p>
      )}
      {isTwo && sides.rival && sides.rival.forfeitAt !== null && <Gone player={sides.rival} isMe={false} />}
      {sides.me && sides.me.forfeitAt !== null && <Gone player={sides.me} isMe />}
      {sides.me && <OfflineNote view={view} me={sides.me} />}
    </>
  )
}

/** What ended it; that earlier submissions are waited for is the same after each. */
function WhyJudging({ view, myId }: { view: BattleView; myId: string | null }) {
  const t = useTranslations('battle')
  const end = findEarlyEnd(view)
  if (!end) return t('judgingBanner')
  if (end.by !== 'solution') return t(end.by === 'all' ? 'decidedByAll' : 'decidedByDeparture')
  if (end.userId === myId) return t('decidedByYou')
  return t('decidedBy', { name: view.players.find(({ user }) => user.id === end.userId)?.user.name ?? t('opponent') })
}

/** How long the clock has stood still; not spoken as it ticks. */
function Outage({ since }: { since: string | null }) {
  const now = useServerNow(1_000)
  if (since === null || now === 0) return null
  return (
    <span className="numerals" aria-live="off" data-testid="outage">
      {formatClock(now - Date.parse(since))}
    </span>
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

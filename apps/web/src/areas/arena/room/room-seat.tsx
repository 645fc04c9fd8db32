'use client'

import type { BattlePlayerView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useAppSelector } from '../../../app-services/store/store'
import { Icon, type IconName } from '../../../ui/icon'
import { RatingText } from '../../../app-services/identity/rating-text'
import styles from './room-lobby.module.css'

interface ActProps {
  icon: IconName
  tone?: 'danger'
  label: string
  onClick: () => void
}

/** Said to those who hear the page, and to those who rest on it. */
function Act({ icon, tone, label, onClick }: ActProps) {
  return (
    <button type="button" className={styles.act} data-tone={tone} aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} size={14} />
    </button>
  )
}

interface RoomSeatProps {
  player: BattlePlayerView
  isMe: boolean
  isHost: boolean
  /** The host may give the seat to somebody else, */
  onRemove?: () => void
  /** and the host's place to whoever sits here. */
  onHandOn?: () => void
}

export function RoomSeat({ player, isMe, isHost, onRemove, onHandOn }: RoomSeatProps) {
  const t = useTranslations('room')
  const group = useTranslations('group')
  const battle = useTranslations('battle')
  const isPresent = useAppSelector((state) =>
    isMe ? state.connection.status === 'online' : state.battle.present.includes(player.user.id),
  )
  return (
    <li className={styles.seat} data-me={isMe || undefined}>
      <span className={styles.presence} data-away={!isPresent || undefined} />
      <span className="visually-hidden">{isPresent ? battle('present') : battle('absent')}</span>
      <strong title={player.user.name}>{player.user.name}</strong>
      <span className={styles.facts}>
        <span className={styles.rating}>
          <RatingText rating={player.user.rating} isShort />
        </span>
        {isMe && <span className={styles.tag}>{group('you')}</span>}
        {isHost && <span className={styles.tag}>{t('host')}</span>}
      </span>
      <span className={styles.acts}>
        {onHandOn && <Act icon="crown" label={t('handOnTo', { name: player.user.name })} onClick={onHandOn} />}
        {onRemove && <Act icon="close" tone="danger" label={t('removeName', { name: player.user.name })} onClick={onRemove} />}
      </span>
    </li>
  )
}

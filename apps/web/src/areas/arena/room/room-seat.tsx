'use client'

import type { BattlePlayerView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useAppSelector } from '../../../app-services/store/store'
import { Icon } from '../../../ui/icon'
import { RatingText } from '../../../app-services/identity/rating-text'
import styles from './room-lobby.module.css'

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
        {onHandOn && (
          <button type="button" className={styles.act} aria-label={t('handOnTo', { name: player.user.name })} onClick={onHandOn}>
            <Icon name="flag" size={14} />
          </button>
        )}
        {onRemove && (
          <button
            type="button"
            className={styles.act}
            data-tone="danger"
            aria-label={t('removeName', { name: player.user.name })}
            onClick={onRemove}
          >
            <Icon name="close" size={14} />
          </button>
        )}
      </span>
    </li>
  )
}

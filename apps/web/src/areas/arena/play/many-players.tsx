'use client'

import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { Icon } from '../../../ui/icon'
import { TeamMark } from '../battle/team-mark'
import styles from './many-players.module.css'

/** Everybody at the start line, when there are more than two. */
export function ManyPlayers({ view, myId }: { view: BattleView; myId: string }) {
  const t = useTranslations('battle')
  const players = view.players.toSorted((a, b) => (a.team ?? 0) - (b.team ?? 0))
  return (
    <ul className={styles.players} aria-label={t('players')}>
      {players.map(({ user, team, isReady }) => (
        <li key={user.id} data-me={user.id === myId || undefined}>
          {team !== null && <TeamMark team={team} />}
          <span title={user.name}>{user.name}</span>
          {view.state === 'READY_CHECK' && isReady && (
            <>
              <Icon name="check" size={14} />
              <span className="visually-hidden">{t('isReady')}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

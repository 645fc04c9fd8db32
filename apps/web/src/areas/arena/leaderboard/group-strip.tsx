'use client'

import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Icon } from '../../../ui/icon'
import { loadLater } from '../../../ui/load-later'
import styles from './group-strip.module.css'
import { Leaderboard } from './leaderboard'
import { ScoreText } from '../battle/score-text'
import { TeamMark } from '../battle/team-mark'
import { useStandings } from './use-standings'

const Dialog = loadLater(() => import('../../../ui/dialog').then((module) => module.Dialog), { notice: 'dialog' })

const leaderCount = 3

/** One's own place and the leaders in one line; opens the whole leaderboard where it has no column of its own. */
export function GroupStrip({ view, myId }: { view: BattleView; myId: string }) {
  const t = useTranslations('group')
  const standings = useStandings(view)
  const [isOpen, setIsOpen] = useState(false)
  const mine = standings.find((standing) => standing.userId === myId)
  const startsAt = view.startsAt === null ? 0 : Date.parse(view.startsAt)
  const sideCount = view.rules.format === 'teams' ? new Set(standings.map((standing) => standing.team)).size : standings.length
  const hasLeader = standings.some((standing) => standing.submissionId !== null)
  const leaders = hasLeader ? standings.slice(0, leaderCount) : []
  return (
    <div className={styles.strip}>
      <span className={styles.own}>
        {mine && mine.team !== null && <TeamMark team={mine.team} isLong />}
        <strong data-testid="own-place">
          {mine && (hasLeader ? t('placeOf', { place: mine.place, count: sideCount }) : t('nobodyLeads'))}
        </strong>
      </span>
      <ol className={styles.leaders}>
        {leaders.map((standing) => (
          <li key={standing.userId} data-me={standing.userId === myId || undefined}>
            <span className="numerals">{standing.place}</span>
            {standing.team !== null && <TeamMark team={standing.team} />}
            <span className={styles.name}>
              {view.players.find((player) => player.user.id === standing.userId)?.user.name ?? ''}
            </span>
            <ScoreText standing={standing} scoring={view.rules.scoring} startsAt={startsAt} />
          </li>
        ))}
      </ol>
      <button type="button" className={styles.open} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {t('leaderboard')}
        <Icon name="chevron" size={14} />
      </button>
      {isOpen && (
        <Dialog title={t('leaderboard')} look="sheet" onClose={() => setIsOpen(false)}>
          <Leaderboard view={view} standings={standings} myId={myId} opensAtOwnRow />
        </Dialog>
      )}
    </div>
  )
}

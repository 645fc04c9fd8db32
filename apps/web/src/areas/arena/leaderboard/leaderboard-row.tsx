'use client'

import type { BattlePlayerView, BattleView, Standing } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { useServerNow } from '../../../app-services/context/use-server-now'
import { useAppSelector } from '../../../app-services/store/store'
import { formatCountdown } from '../../../ui/format-time'
import { laneState } from '../battle/lane-state'
import { VerdictMark } from '../../../workbench/console/verdict-mark'
import { RatingText } from '../../../app-services/identity/rating-text'
import styles from './leaderboard.module.css'
import { ScoreText } from '../battle/score-text'
import { shownVerdict } from '../battle/shown-verdict'
import { TeamMark } from '../battle/team-mark'

interface LeaderboardRowProps {
  player: BattlePlayerView
  standing: Standing
  scoring: BattleView['rules']['scoring']
  startsAt: number
  isMe: boolean
  /** Spectators aren't told who is connected. */
  showsPresence: boolean
  /** The moment that is shown; null is the server's. */
  now: number | null
}

/** What one row says. Only what this player's row needs is read from the store, so another's event doesn't draw it anew. */
export const LeaderboardRow = memo(function LeaderboardRow(props: LeaderboardRowProps) {
  const { player, standing, scoring, startsAt, isMe, showsPresence, now } = props
  const t = useTranslations('group')
  const battle = useTranslations('battle')
  const verdicts = useTranslations('verdict')
  const { user } = player
  const isPresent = useAppSelector((state) =>
    isMe ? state.connection.status === 'online' : state.battle.present.includes(user.id),
  )
  const live = useAppSelector((state) => state.battle.live[user.id])
  const last = player.submissions.at(-1)
  const lastId = last?.id
  const ownRun = useAppSelector((state) => (isMe && lastId !== undefined ? state.runs.byId[lastId] : undefined))
  const lane = laneState(player, live, ownRun)
  const isAway = showsPresence && (player.forfeitAt !== null || !isPresent)
  const shown = last && !lane.isJudging ? shownVerdict(last) : null
  return (
    <>
      <span className={`numerals ${styles.place}`}>
        <span className="visually-hidden">{t('place')} </span>
        {standing.place}
      </span>
      <span className={styles.who}>
        {showsPresence && <span className={styles.presence} data-away={isAway || undefined} />}
        {standing.team !== null && <TeamMark team={standing.team} />}
        <strong title={user.name}>{user.name}</strong>
        {isMe && <span className={styles.you}>{t('you')}</span>}
        <span className={styles.rating}>
          <RatingText rating={user.rating} isShort />
        </span>
      </span>
      <span className={styles.score}>
        <ScoreText standing={standing} scoring={scoring} startsAt={startsAt} />
      </span>
      <span className={styles.status}>
        {(lane.isJudging || shown) && <VerdictMark verdict={shown?.mark ?? 'running'} size={13} />}
        <span className={styles.said}>
          {player.leftBecause !== null ? (
            t(player.leftBecause === 'resigned' ? 'resigned' : 'forfeited')
          ) : player.forfeitAt !== null ? (
            <Forfeit at={player.forfeitAt} shownNow={now} />
          ) : isAway ? (
            battle('absent')
          ) : lane.isJudging ? (
            battle('judgingNow')
          ) : shown?.text ? (
            verdicts(shown.text)
          ) : (
            battle('noSubmission')
          )}
        </span>
        {lane.total > 0 && (
          <span className="numerals">
            <span aria-hidden="true">
              {lane.passed}/{lane.total}
            </span>
            <span className="visually-hidden">{battle('testsPassed', { passed: lane.passed, total: lane.total })}</span>
          </span>
        )}
      </span>
      <span className={styles.count}>
        {lane.attempts > 0 && (
          <>
            <span aria-hidden="true">×{lane.attempts}</span>
            <span className="visually-hidden">{battle('attempt', { count: lane.attempts })}</span>
          </>
        )}
      </span>
      <span className={styles.track} aria-hidden="true">
        <i style={{ transform: `scaleX(${lane.best})` }} />
      </span>
    </>
  )
}, isSameRow)

/** Standings are computed anew with every event, and mostly come out the same. */
function isSameRow(before: LeaderboardRowProps, after: LeaderboardRowProps): boolean {
  const [a, b] = [before.standing, after.standing]
  return (
    before.player === after.player &&
    a.place === b.place &&
    a.points === b.points &&
    a.bytes === b.bytes &&
    a.solvedAt === b.solvedAt &&
    a.team === b.team &&
    before.startsAt === after.startsAt &&
    before.isMe === after.isMe &&
    // Only a countdown hangs on it.
    (after.player.forfeitAt === null || before.now === after.now)
  )
}

function Forfeit({ at, shownNow }: { at: string; shownNow: number | null }) {
  const t = useTranslations('group')
  const serverNow = useServerNow(shownNow === null ? 250 : null)
  const now = shownNow ?? serverNow
  return <>{t('awayFor', { time: formatCountdown(now === 0 ? 0 : Date.parse(at) - now) })}</>
}

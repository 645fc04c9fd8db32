'use client'

import type { BattlePlayerView, BattleRules } from '@eduscale/contracts/battle'
import type { Cursor } from '@eduscale/contracts/typing'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { useAppSelector } from '../../../app-services/store/store'
import { classNames } from '../../../ui/class-names'
import { RatingText } from '../../../app-services/identity/rating-text'
import styles from './battle-lane.module.css'
import { laneScore, laneState, type LaneScore, type LaneState } from './lane-state'
import { isMachine } from './sides'

interface BattleLaneProps {
  player: BattlePlayerView
  side: 'you' | 'rival'
  /** Spectators see both from outside, late: neither is them, and who is connected they aren't told. */
  isWatched?: boolean
  scoring?: BattleRules['scoring']
  /** Where a player who is watched stands; in a battle of one's own it is told as it happens. */
  watchedCursor?: Cursor | null
}

/** One player's lane: each test is a checkpoint, the caret stands where they have come to. Only transforms move. */
export const BattleLane = memo(function BattleLane({
  player,
  side,
  isWatched = false,
  scoring = 'first-solve',
  watchedCursor = null,
}: BattleLaneProps) {
  const t = useTranslations('battle')
  const identity = useTranslations('identity')
  const verdicts = useTranslations('verdict')
  const { user } = player
  // Of oneself one knows it best: while the connection stands, one is here.
  const isPresent = useAppSelector((state) =>
    side === 'you' ? state.connection.status === 'online' : state.battle.present.includes(user.id),
  )
  const live = useAppSelector((state) => state.battle.live[user.id])
  const lastId = player.submissions.at(-1)?.id
  const ownRun = useAppSelector((state) => (side === 'you' && lastId !== undefined ? state.runs.byId[lastId] : undefined))
  const lane = laneState(player, live, ownRun)
  const cursor = isWatched ? watchedCursor : (live?.cursor ?? null)
  const isAway = player.forfeitAt !== null || (!isPresent && !isWatched)
  const status = lane.isJudging
    ? t('judging', { number: String(lane.attempts) })
    : lane.partialPoints !== null
      ? `${verdicts('PARTIAL')}, ${t('points', { count: shortPoints(lane.partialPoints) })}`
      : lane.verdict
        ? verdicts(lane.verdict)
        : t('noSubmission')
  const score = laneScore(player, scoring)
  // Said already, where the last submission is the best.
  const isSaid = score?.in === 'points' && score.points === lane.partialPoints
  return (
    <div
      className={styles.lane}
      data-side={side}
      data-testid={side === 'rival' ? 'opponent' : 'me'}
      data-progress={`${lane.passed}/${lane.total}`}
    >
      <span className={styles.who}>
        <span className={styles.presence} data-away={isAway || undefined} />
        <strong title={user.name}>{user.name}</strong>
        {!isWatched && <span className="visually-hidden">{isAway ? t('absent') : t('present')}</span>}
        {isMachine(user) && <span className={styles.tag}>{identity(user.kind)}</span>}
        <span className={styles.rating}>
          <RatingText rating={user.rating} isShort />
        </span>
      </span>
      <Track lane={lane} cursor={cursor} />
      <span className={styles.status}>
        <span>{status}</span>
        {score && <Score score={score} isSaid={isSaid} />}
        {lane.total > 0 && (
          <span className="numerals">
            <span aria-hidden="true">
              {lane.passed}/{lane.total}
            </span>
            <span className="visually-hidden">{t('testsPassed', { passed: lane.passed, total: lane.total })}</span>
          </span>
        )}
        {(side === 'rival' || isWatched) && cursor && (
          <span className={`numerals ${styles.cursorText}`}>
            {t('lines', { line: String(cursor.line), lines: String(cursor.lines) })}
          </span>
        )}
      </span>
    </div>
  )
})

/** As short as on the leaderboard; said before it, it is shown where there is no room for the words. */
function Score({ score, isSaid }: { score: LaneScore; isSaid: boolean }) {
  const t = useTranslations('battle')
  const group = useTranslations('group')
  const count = score.in === 'points' ? shortPoints(score.points) : score.bytes
  return (
    <strong className={classNames('numerals', isSaid && styles.said)} data-testid="lane-score">
      <span aria-hidden="true">
        {score.in === 'points' ? group('points', { points: String(count) }) : group('bytes', { count: String(count) })}
      </span>
      <span className="visually-hidden">{t(score.in === 'points' ? 'bestPoints' : 'bestBytes', { count })}</span>
    </strong>
  )
}

function shortPoints(points: number): number {
  return Math.round(points * 100) / 100
}

function Track({ lane, cursor }: { lane: LaneState; cursor: { line: number; lines: number } | null }) {
  const at = lane.isJudging && lane.total > 0 ? Math.max(lane.best, lane.passed / lane.total) : lane.best
  return (
    <span className={styles.track} aria-hidden="true">
      <span className={styles.rail} />
      <span className={styles.fill} style={{ transform: `scaleX(${at})` }} />
      <span className={styles.checkpoints} style={{ '--n': lane.total }}>
        {Array.from({ length: lane.total }, (_, index) => (
          <i
            key={index}
            data-state={checkpoint(lane, index)}
            style={{ insetInlineStart: `${((index + 1) / lane.total) * 100}%` }}
          />
        ))}
      </span>
      <span className={styles.runner} style={{ transform: `translateX(${at * 100}%)` }}>
        <i data-moving={lane.isJudging || undefined} />
      </span>
      {cursor && (
        <span className={styles.cursor} style={{ transform: `translateX(${(cursor.line / Math.max(1, cursor.lines)) * 100}%)` }}>
          <i />
        </span>
      )}
    </span>
  )
}

function checkpoint(lane: LaneState, index: number): 'passed' | 'failed' | 'open' {
  if (index < lane.passed) return 'passed'
  if (index < lane.done) return 'failed'
  return 'open'
}

'use client'

import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { formatClock } from '../../../ui/format-time'
import { VerdictMark } from '../../../workbench/console/verdict-mark'
import styles from './course.module.css'

interface CourseProps {
  view: BattleView
  me: BattlePlayerView
  rival: BattlePlayerView
}

/** The battle as two lanes over its time: where each submission was received, and who came through. */
export function Course({ view, me, rival }: CourseProps) {
  const t = useTranslations('result')
  const startsAt = Date.parse(view.startsAt ?? view.createdAt)
  const endedAt = Date.parse(view.result?.endedAt ?? view.endsAt ?? view.createdAt)
  const totalMs = Math.max(1, endedAt - startsAt)
  const lane = (player: BattlePlayerView, side: 'you' | 'rival') => (
    <div className={styles.lane} data-side={side} data-winner={view.result?.winnerId === player.user.id || undefined}>
      <span className={styles.name}>{player.user.name}</span>
      <span className={styles.track} aria-hidden="true">
        <i className={styles.fill} />
        {player.submissions.map((submission) => (
          <span
            key={submission.id}
            className={styles.mark}
            style={{ insetInlineStart: `${Math.min(1, (Date.parse(submission.receivedAt) - startsAt) / totalMs) * 100}%` }}
          >
            <VerdictMark verdict={submission.verdict ?? 'pending'} size={18} />
          </span>
        ))}
      </span>
    </div>
  )
  return (
    <section className={styles.course} aria-label={t('timeline')}>
      {lane(me, 'you')}
      {lane(rival, 'rival')}
      <p className={`numerals ${styles.scale}`} aria-hidden="true">
        <span>0:00</span>
        <span>{formatClock(totalMs)}</span>
      </p>
    </section>
  )
}

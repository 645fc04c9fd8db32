'use client'

import type { BattlePlayerView } from '@eduscale/contracts/battle'
import type { Verdict } from '@eduscale/contracts/verdict'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { formatClock, formatPrecise } from '../../ui/format-time'
import { VerdictMark } from '../console/verdict-mark'
import { density, type ReplayTrack } from './replay-track'
import styles from './replay-timeline.module.css'

export interface ReplayMark {
  id: string
  atMs: number
  verdict: Verdict | null
}

interface ReplayTimelineProps {
  players: readonly { player: BattlePlayerView; side: 'you' | 'rival'; marks: readonly ReplayMark[]; track: ReplayTrack }[]
  positionMs: number
  endMs: number
  onSeek: (ms: number) => void
}

const columns = 160

/** Two lanes with the typing's density and the submissions, and one scrubber over both. */
export function ReplayTimeline({ players, positionMs, endMs, onSeek }: ReplayTimelineProps) {
  const t = useTranslations('replay')
  const verdicts = useTranslations('verdict')
  const share = (ms: number) => `${Math.min(1, Math.max(0, ms / endMs)) * 100}%`
  return (
    <div className={styles.timeline}>
      <div className={styles.lanes}>
        {players.map(({ player, side, marks, track }) => (
          <div key={player.user.id} className={styles.lane} data-side={side}>
            <Density track={track} endMs={endMs} />
            {marks.map((mark) => (
              <button
                key={mark.id}
                type="button"
                className={styles.mark}
                style={{ insetInlineStart: share(mark.atMs) }}
                aria-label={t('submitted', {
                  name: player.user.name,
                  time: formatPrecise(mark.atMs),
                  verdict: mark.verdict ? verdicts(mark.verdict) : '',
                })}
                onClick={() => onSeek(mark.atMs)}
              >
                <VerdictMark verdict={mark.verdict ?? 'pending'} />
              </button>
            ))}
          </div>
        ))}
        <span className={styles.head} style={{ transform: `translateX(${(positionMs / endMs) * 100}%)` }} aria-hidden="true">
          <i />
        </span>
      </div>
      <input
        className={styles.scrubber}
        type="range"
        min={0}
        max={endMs}
        step={100}
        value={positionMs}
        aria-label={t('position')}
        aria-valuetext={t('positionText', { at: formatClock(positionMs), end: formatClock(endMs) })}
        onChange={(event) => onSeek(Number(event.target.value))}
      />
    </div>
  )
}

function Density({ track, endMs }: { track: ReplayTrack; endMs: number }) {
  const path = useMemo(() => {
    const heights = density(track.moments, endMs, columns)
    return heights.map((height, index) => (height > 0 ? `M${index + 0.5} 10V${10 - Math.max(1, height * 9)}` : '')).join('')
  }, [endMs, track])
  return (
    <svg className={styles.density} viewBox={`0 0 ${columns} 10`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}

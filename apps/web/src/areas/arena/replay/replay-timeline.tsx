'use client'

import type { BattlePlayerView, BattleRun } from '@eduscale/contracts/battle'
import type { IntegritySignal } from '@eduscale/contracts/typing'
import type { Verdict } from '@eduscale/contracts/verdict'
import { useTranslations } from 'next-intl'
import { memo, useMemo } from 'react'
import { formatClock, formatPrecise } from '../../../ui/format-time'
import { VerdictMark } from '../../../workbench/console/verdict-mark'
import { shownVerdict } from '../battle/shown-verdict'
import { density, type ReplayTrack } from './replay-track'
import styles from './replay-timeline.module.css'
import { runOutcome, runText } from './run-text'
import { signalText } from './signal-text'

export interface ReplayMark {
  id: string
  atMs: number
  judgedMs: number | null
  verdict: Verdict | null
  points: number
}

/** A run on samples or on an own input; nothing was submitted. */
export interface ReplayRun extends BattleRun {
  atMs: number
}

export interface ReplayLane {
  player: BattlePlayerView
  side: 'you' | 'rival'
  marks: readonly ReplayMark[]
  signals: readonly IntegritySignal[]
  runs: readonly ReplayRun[]
  track: ReplayTrack
}

interface ReplayTimelineProps {
  lanes: readonly ReplayLane[]
  positionMs: number
  endMs: number
  onSeek: (ms: number) => void
}

const columns = 160

/** Two lanes with the typing's density, submissions and how long each was judged, and one scrubber over both. */
export function ReplayTimeline({ lanes, positionMs, endMs, onSeek }: ReplayTimelineProps) {
  const t = useTranslations('replay')
  return (
    <div className={styles.timeline}>
      <div className={styles.lanes}>
        {lanes.map((lane) => (
          <Lane key={lane.player.user.id} lane={lane} endMs={endMs} onSeek={onSeek} />
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

/** Doesn't depend on the position: while it plays only the head moves. */
const Lane = memo(function Lane({ lane, endMs, onSeek }: { lane: ReplayLane; endMs: number; onSeek: (ms: number) => void }) {
  const t = useTranslations('replay')
  const verdicts = useTranslations('verdict')
  const { player, side, marks, signals, runs, track } = lane
  const textOf = (mark: ReplayMark) => {
    const { text } = shownVerdict(mark)
    return text === null ? '' : verdicts(text)
  }
  const share = (ms: number) => `${Math.min(1, Math.max(0, ms / endMs)) * 100}%`
  return (
    <div className={styles.lane} data-side={side}>
      <Density track={track} endMs={endMs} />
      {signals.map((signal, index) => (
        <span
          key={index}
          className={styles.signal}
          data-kind={signal.kind}
          title={signalText(t, signal)}
          style={{
            insetInlineStart: share(signal.atMs),
            ...(signal.kind === 'away' && { inlineSize: share(Math.min(signal.size, endMs - signal.atMs)) }),
          }}
        />
      ))}
      {runs.map((run) => (
        <span
          key={run.id}
          className={styles.run}
          data-outcome={runOutcome(run)}
          title={runText(t, verdicts, run)}
          style={{ insetInlineStart: share(run.atMs) }}
        />
      ))}
      {marks.map(
        (mark) =>
          mark.judgedMs !== null && (
            <span
              key={`${mark.id}-judging`}
              className={styles.judging}
              style={{ insetInlineStart: share(mark.atMs), inlineSize: share(Math.min(mark.judgedMs, endMs) - mark.atMs) }}
            />
          ),
      )}
      {marks.map((mark) => (
        <button
          key={mark.id}
          type="button"
          className={styles.mark}
          style={{ insetInlineStart: share(mark.atMs) }}
          aria-label={t('submitted', {
            name: player.user.name,
            time: formatPrecise(mark.atMs),
            verdict: textOf(mark),
          })}
          title={mark.judgedMs === null ? undefined : t('judgedAt', { verdict: textOf(mark), time: formatClock(mark.judgedMs) })}
          onClick={() => onSeek(mark.atMs)}
        >
          <VerdictMark verdict={shownVerdict(mark).mark} />
        </button>
      ))}
    </div>
  )
})

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

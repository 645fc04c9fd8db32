'use client'

import type { BattleView, Replay } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { Link } from '../../../i18n/navigation'
import { ChoiceGroup } from '../../../ui/choice-group'
import { formatClock } from '../../../ui/format-time'
import { Icon } from '../../../ui/icon'
import { Button } from '../../../ui/button'
import { loadLater } from '../../../ui/load-later'
import { Select } from '../../../ui/select'
import { GhostButton, hasGhost } from '../ghost/ghost-button'
import { ShareButton } from '../../../ui/share-button'
import { useShownProblem } from '../../../workbench/workspace/use-shown-problem'
import { readReplayAddress, writeReplayAddress } from './replay-address'
import { ReplayEditor } from './replay-editor'
import { ReplayLegend } from './replay-legend'
import { ReplayNotes, ReplayRuns } from './replay-notes'
import styles from './replay-player.module.css'
import { ReplayTimeline, type ReplayLane } from './replay-timeline'
import { ReplayTrack } from './replay-track'
import { stepTo } from './step'
import { speeds, usePlayback } from './use-playback'
import { useReplayAddress } from './use-replay-address'

const Dialog = loadLater(() => import('../../../ui/dialog').then((module) => module.Dialog), { notice: 'dialog' })
const StatementPane = loadLater(() =>
  import('../../../workbench/workspace/statement-pane').then((module) => module.StatementPane),
)

const jumpMs = 5_000

/** Of time before the first thing that happens, a moment to see where one is. */
const leadMs = 1_000

/** The battle again: two editors as they were typed in, on one clock. */
export function ReplayPlayer({ replay, myId }: { replay: Replay; myId: string | null }) {
  const t = useTranslations('replay')
  const { view } = replay
  const problem = useShownProblem(view.problem)
  const startsAt = Date.parse(view.startsAt ?? view.createdAt)
  const endMs = lastMoment(view) - startsAt
  const [address] = useState(() => readReplayAddress(location.search, view, myId))
  const [shown, setShown] = useState(address.shown)
  const [isStatementOpen, setIsStatementOpen] = useState(false)
  const tracks = useMemo(() => new Map(replay.players.map((entry) => [entry.userId, new ReplayTrack(entry.edits)])), [replay])
  const lanes = useMemo(
    () =>
      shown.flatMap((id, index): ReplayLane[] => {
        const player = view.players.find((candidate) => candidate.user.id === id)
        if (!player) return []
        const recorded = replay.players.find((entry) => entry.userId === id)
        return [
          {
            player,
            side: index === 0 ? 'you' : 'rival',
            track: tracks.get(player.user.id) ?? new ReplayTrack([]),
            signals: recorded?.signals ?? [],
            runs: (recorded?.runs ?? []).map((run) => ({ ...run, atMs: Date.parse(run.receivedAt) - startsAt })),
            marks: player.submissions.map((submission) => ({
              id: submission.id,
              atMs: Date.parse(submission.receivedAt) - startsAt,
              judgedMs: submission.judgedAt === null ? null : Date.parse(submission.judgedAt) - startsAt,
              verdict: submission.verdict,
              points: submission.points,
            })),
          },
        ]
      }),
    [replay, shown, startsAt, tracks, view],
  )
  const { positionMs, isPlaying, speed, seek, toggle, setSpeed, changeSpeed } = usePlayback(
    endMs,
    address.startMs ?? firstMoment(lanes),
  )

  const path = writeReplayAddress(view.id, { positionMs, shown })
  useReplayAddress(path)

  const step = (moments: readonly number[], direction: 1 | -1) => {
    const to = stepTo(moments, positionMs, direction)
    if (isPlaying) toggle()
    if (to !== null) seek(to)
  }
  const press = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null
    // On many keyboards the brackets are typed with AltGr, which counts as Ctrl and Alt.
    const isShortcut = !event.getModifierState('AltGraph') && (event.ctrlKey || event.altKey || event.metaKey)
    if (
      isShortcut ||
      document.querySelector('dialog[open]') ||
      target?.closest('input:not([type=range]), select, textarea, [contenteditable=true]')
    )
      return
    if (event.key === ' ' && !target?.closest('button, a, summary')) {
      event.preventDefault()
      toggle()
    }
    if (event.key === '>' || event.key === '+') changeSpeed(1)
    if (event.key === '<' || event.key === '-') changeSpeed(-1)
    const keystrokes = () => lanes.flatMap(({ track }) => track.moments)
    const submissions = () => lanes.flatMap(({ marks }) => marks.map(({ atMs }) => atMs))
    if (event.key === ',') step(keystrokes(), -1)
    if (event.key === '.') step(keystrokes(), 1)
    if (event.key === '[') step(submissions(), -1)
    if (event.key === ']') step(submissions(), 1)
    const jump = { ArrowLeft: -jumpMs, ArrowRight: jumpMs, Home: -endMs, End: endMs }[event.key]
    if (jump === undefined || target?.closest('[role=radiogroup], fieldset')) return
    event.preventDefault()
    seek(positionMs + jump)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])

  const hasRuns = lanes.some((lane) => lane.runs.length > 0)
  const choose = (index: 0 | 1, id: string) => {
    const [first, second] = shown
    // Whoever is chosen where the other is shown changes places with them.
    if (index === 0) setShown([id, id === second ? first : second])
    else setShown([id === first ? second : first, id])
  }
  return (
    <div className={styles.player}>
      <div className={styles.head}>
        <h1>
          {t('title')} {problem && <span lang={problem.lang}>{problem.title}</span>}
        </h1>
        <div className={styles.links}>
          {problem && (
            <Button size="small" look="quiet" onClick={() => setIsStatementOpen(true)}>
              {t('problem')}
            </Button>
          )}
          <ShareButton title={`${t('title')} ${problem?.title ?? ''}`} url={path} label={t('shareMoment')} />
          {lanes.map(
            ({ player }) =>
              hasGhost(view, player) && <GhostButton key={player.user.id} battleId={view.id} player={player} myId={myId} />,
          )}
          {view.players.some((player) => player.user.id === myId) && <Link href={`/battle/${view.id}`}>{t('back')}</Link>}
        </div>
        {view.players.length > 2 && (
          <div className={styles.choices}>
            {([0, 1] as const).map((index) => (
              <Select
                key={index}
                isCompact
                label={t(index === 0 ? 'left' : 'right')}
                value={shown[index] ?? ''}
                options={view.players.map(({ user }) => ({ value: user.id, label: user.name }))}
                onChange={(id) => choose(index, id)}
              />
            ))}
          </div>
        )}
      </div>
      <div className={styles.editors}>
        {lanes.map(({ player, side, track }) => (
          <ReplayEditor
            key={player.user.id}
            player={player}
            side={side}
            state={track.at(positionMs)}
            atMs={positionMs + startsAt}
          />
        ))}
      </div>
      <div className={styles.controls}>
        <ReplayTimeline lanes={lanes} positionMs={positionMs} endMs={endMs} onSeek={seek} />
        <ReplayLegend lanes={lanes} />
        <div className={styles.row}>
          <Button look="primary" className={styles.toggle} onClick={toggle}>
            <Icon name={isPlaying ? 'pause' : 'play'} />
            {isPlaying ? t('pause') : t('play')}
          </Button>
          <span className={`numerals ${styles.time}`} data-testid="replay-time">
            {formatClock(positionMs)} / {formatClock(endMs)}
          </span>
          <ChoiceGroup
            label={t('speed')}
            value={String(speed)}
            options={speeds.map((value) => ({ value: String(value), label: `${value}×` }))}
            onChange={(value) => setSpeed(speeds.find((candidate) => String(candidate) === value) ?? 1)}
          />
          <ReplayNotes lanes={lanes} onSeek={seek} />
          {hasRuns && <ReplayRuns lanes={lanes} onSeek={seek} />}
          <p className={styles.help}>{t('help')}</p>
        </div>
      </div>
      {isStatementOpen && problem && (
        <Dialog title={t('problem')} look="sheet" onClose={() => setIsStatementOpen(false)}>
          <div className={styles.statement}>
            <StatementPane problem={problem} />
          </div>
        </Dialog>
      )}
    </div>
  )
}

/** The end, or the verdict that made it: it is told after the moment that it decides. */
function lastMoment(view: BattleView): number {
  const judged = view.players.flatMap(({ submissions }) =>
    submissions.flatMap(({ judgedAt }) => (judgedAt === null ? [] : [judgedAt])),
  )
  const moments = [view.result?.endedAt ?? view.endsAt ?? view.createdAt, ...judged].map((at) => Date.parse(at))
  return Math.max(Date.parse(view.startsAt ?? view.createdAt) + 1, ...moments)
}

/** Where something happens first; not before each shown has the template that they began with. */
function firstMoment(lanes: readonly ReplayLane[]): number {
  const begun = Math.max(0, ...lanes.map(({ track }) => track.moments[0] ?? 0))
  const moments = lanes.flatMap(({ track, marks }) => [...track.moments.slice(1, 2), ...marks.map(({ atMs }) => atMs)])
  return moments.length === 0 ? begun : Math.max(begun, Math.min(...moments) - leadMs)
}

'use client'

import type { Replay } from '@eduscale/contracts/battle'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useMemo } from 'react'
import { ChoiceGroup } from '../../ui/choice-group'
import { formatClock } from '../../ui/format-time'
import { Icon } from '../../ui/icon'
import { Button } from '../../ui/button'
import { sidesOf } from '../battle/sides'
import { ReplayEditor } from './replay-editor'
import styles from './replay-player.module.css'
import { ReplayTimeline, type ReplayMark } from './replay-timeline'
import { ReplayTrack } from './replay-track'
import { speeds, usePlayback } from './use-playback'

const jumpMs = 5_000

/** The battle again: both editors as they were typed in, on one clock. */
export function ReplayPlayer({ replay, myId }: { replay: Replay; myId: string | null }) {
  const t = useTranslations('replay')
  const { view } = replay
  const startsAt = Date.parse(view.startsAt ?? view.createdAt)
  const endMs = Math.max(1, Date.parse(view.result?.endedAt ?? view.endsAt ?? view.createdAt) - startsAt)
  const players = useMemo(() => {
    const { me, rival } = sidesOf(view, myId ?? view.players[0]?.user.id ?? '')
    return [me, rival].flatMap((player, index) => {
      if (!player) return []
      const recorded = replay.players.find((entry) => entry.userId === player.user.id)
      const marks: ReplayMark[] = player.submissions.map((submission) => ({
        id: submission.id,
        atMs: Date.parse(submission.receivedAt) - startsAt,
        verdict: submission.verdict,
      }))
      return [
        {
          player,
          marks,
          side: index === 0 ? ('you' as const) : ('rival' as const),
          track: new ReplayTrack(recorded?.edits ?? []),
        },
      ]
    })
  }, [myId, replay, startsAt, view])
  const { positionMs, isPlaying, speed, seek, toggle, setSpeed } = usePlayback(endMs)

  const press = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      target?.closest('input:not([type=range]), select, textarea, [contenteditable=true]')
    )
      return
    if (event.key === ' ' && !target?.closest('button, a, summary')) {
      event.preventDefault()
      toggle()
    }
    const jump = { ArrowLeft: -jumpMs, ArrowRight: jumpMs }[event.key]
    if (jump === undefined || target?.closest('[role=radiogroup], fieldset')) return
    event.preventDefault()
    seek(positionMs + jump)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])

  return (
    <div className={styles.player}>
      <div className={styles.head}>
        <h1>
          {t('title')} {view.problem && <span>{view.problem.title}</span>}
        </h1>
        <Link href={`/battle/${view.id}`}>{t('back')}</Link>
      </div>
      <div className={styles.editors}>
        {players.map(({ player, side, track }) => (
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
        <ReplayTimeline players={players} positionMs={positionMs} endMs={endMs} onSeek={seek} />
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
          <p className={styles.help}>{t('help')}</p>
        </div>
      </div>
    </div>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { MomentsButton } from './moments-button'
import type { ReplayLane } from './replay-timeline'
import { runText } from './run-text'
import { signalText } from './signal-text'

interface ReplayNotesProps {
  lanes: readonly ReplayLane[]
  onSeek: (ms: number) => void
}

/** What the typing shows, told to its author as to everybody else. */
export function ReplayNotes({ lanes, onSeek }: ReplayNotesProps) {
  const t = useTranslations('replay')
  const players = lanes.map(({ player, signals }) => ({
    id: player.user.id,
    name: player.user.name,
    moments: signals.map((signal) => ({ atMs: signal.atMs, text: signalText(t, signal) })),
  }))
  const count = lanes.reduce((sum, lane) => sum + lane.signals.length, 0)
  return (
    <MomentsButton
      label={t('notes', { count })}
      title={t('notesTitle')}
      lead={t('notesLead')}
      nothing={t('noNotes')}
      players={players}
      onSeek={onSeek}
    />
  )
}

/** What was tried on samples and own inputs before it was submitted. */
export function ReplayRuns({ lanes, onSeek }: ReplayNotesProps) {
  const t = useTranslations('replay')
  const verdicts = useTranslations('verdict')
  const players = lanes.map(({ player, runs }) => ({
    id: player.user.id,
    name: player.user.name,
    moments: runs.map((run) => ({ atMs: run.atMs, text: runText(t, verdicts, run) })),
  }))
  const count = lanes.reduce((sum, lane) => sum + lane.runs.length, 0)
  return (
    <MomentsButton
      label={t('runs', { count })}
      title={t('runsTitle')}
      lead={t('runsLead')}
      nothing={t('noRuns')}
      players={players}
      onSeek={onSeek}
    />
  )
}

import type { Replay } from '@eduscale/contracts/battle'
import type { EditBatch } from '@eduscale/contracts/typing'
import type { LanguageId } from '@eduscale/contracts/language'

export type GhostStep = { atMs: number; language: LanguageId } & (
  | { kind: 'typing'; ops: EditBatch['ops'] }
  | { kind: 'submission'; code: string }
)

/**
 * What a player did in a battle, in order, until they had solved it. `atMs` counts from the start while the clock ran: time in which
 * that battle was suspended is left out. Leaving the page and coming back are nothing to repeat.
 */
export function listGhostSteps(replay: Replay, userId: string): GhostStep[] {
  const player = replay.players.find((candidate) => candidate.userId === userId)
  const startsAt = Date.parse(replay.view.startsAt ?? replay.view.createdAt)
  if (!player) return []
  const outages = replay.events.flatMap(({ t, d, at }) =>
    t === 'battle:resumed' ? [{ endMs: Date.parse(at) - startsAt, ms: d.outageMs }] : [],
  )
  const playedMs = (atMs: number) => outages.reduce((sum, { endMs, ms }) => (atMs >= endMs ? sum - ms : sum), atMs)
  const typing = player.edits.flatMap(({ language, ops }): GhostStep[] => {
    const written = ops.filter(({ change }) => change !== null).map((op) => ({ ...op, atMs: playedMs(op.atMs) }))
    const last = written.at(-1)
    return last ? [{ kind: 'typing', atMs: last.atMs, language, ops: written }] : []
  })
  const solvedIndex = player.submissions.findIndex(({ verdict }) => verdict === 'AC')
  const submissions = player.submissions.slice(0, solvedIndex + 1).map(({ receivedAt, language, code }): GhostStep => ({
    kind: 'submission',
    atMs: playedMs(Date.parse(receivedAt) - startsAt),
    language,
    code,
  }))
  const endMs = submissions.at(-1)?.atMs ?? 0
  // What was typed in the same millisecond was typed before.
  return [...typing.filter(({ atMs }) => atMs <= endMs), ...submissions].toSorted((a, b) => a.atMs - b.atMs)
}

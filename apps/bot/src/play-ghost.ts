import { setTimeout as wait } from 'node:timers/promises'
import type { BattleView } from '@eduscale/contracts/battle'
import type { BattleRoom } from '@eduscale/client/battle-room'
import { applyOp, caretAfter } from '@eduscale/rules/text-change'
import type { GhostStep } from './ghost-steps'
import { submitUntilTaken } from './submit'

/** The clock is looked at anew at least this often: a battle may be suspended meanwhile, and its clock then stands. */
const lookMs = 1_000

/**
 * Does what was recorded, each step when its time has come. After a restart of the bot the battle may be well under way: what was
 * typed until then is typed at once, and what was submitted isn't again.
 */
export async function playGhost(
  room: BattleRoom,
  steps: readonly GhostStep[],
  options: { submitted: number; speed: number; now: () => number; over: AbortSignal },
): Promise<void> {
  const { over, speed } = options
  let text = ''
  let toSkip = options.submitted
  const playedMs = () => playedTime(room.state.view, options.now()) * speed
  const lateUntilMs = playedMs() - lookMs * speed
  for (const [index, step] of steps.entries()) {
    while (playedMs() < step.atMs && !over.aborted) {
      await wait(Math.min(lookMs, (step.atMs - playedMs()) / speed + 1), undefined, { signal: over }).catch(() => {})
    }
    if (over.aborted) return
    if (step.kind === 'submission') {
      if (toSkip > 0) toSkip -= 1
      else await submitUntilTaken(room, step, over)
      continue
    }
    const lastText = text
    text = step.ops.reduce((before, { change }) => (change === null ? before : applyOp(before, change)), text)
    const isLate = step.atMs < lateUntilMs
    if (isLate && (steps[index + 1]?.atMs ?? Infinity) < lateUntilMs) continue
    const atMs = Math.round(step.atMs / speed)
    const ops = isLate ? [{ atMs, change: { text } }] : step.ops.map((op) => ({ ...op, atMs: Math.round(op.atMs / speed) }))
    room.sendEdits({ language: step.language, ops })
    const last = step.ops.at(-1)?.change
    const caret = last ? caretAfter(last) : lastText.length
    room.sendEphemeral({ t: 'cursor', d: { line: countLines(text.slice(0, caret)), lines: countLines(text) } })
  }
}

/** Milliseconds that the battle's clock has run. */
function playedTime(view: BattleView | null, now: number): number {
  if (!view?.startsAt) return 0
  const until = view.suspendedSince === null ? now : Math.min(now, Date.parse(view.suspendedSince))
  return until - Date.parse(view.startsAt) - view.suspendedMs
}

function countLines(text: string): number {
  return text.split('\n').length
}

import type { EditBatch, IntegritySignal } from '@eduscale/contracts/typing'

/** More characters than this in one change that was no paste: nobody types so. */
const burstChars = 40

/** Shorter absences than this are a glance at a notification. */
const awayMs = 2_000

/** `isLate`: it reached the server after the battle's end. */
type Typed = Pick<EditBatch, 'ops'> & { isLate?: boolean }

/** Pastes, bursts, absences and late arrival in one player's typing, in the order of time. They tell what happened, not why. */
export function listSignals(batches: readonly Typed[]): IntegritySignal[] {
  const signals: IntegritySignal[] = listLate(batches)
  let leftAtMs: number | null = null
  for (const { atMs, change, by } of batches.flatMap(({ ops }) => ops)) {
    if (by === 'blur') leftAtMs ??= atMs
    else if (by === 'focus') {
      if (leftAtMs !== null && atMs - leftAtMs >= awayMs) signals.push({ atMs: leftAtMs, kind: 'away', size: atMs - leftAtMs })
      leftAtMs = null
    }
    // A whole text is the editor's doing: a template, a draft, another language.
    if (change === null || !Array.isArray(change)) continue
    const size = countInserted(change)
    if (by?.startsWith('input.paste') || by?.startsWith('input.drop')) signals.push({ atMs, kind: 'paste', size })
    else if (size > burstChars && !isOfEditor(by)) signals.push({ atMs, kind: 'burst', size })
  }
  return signals.toSorted((a, b) => a.atMs - b.atMs)
}

function listLate(batches: readonly Typed[]): IntegritySignal[] {
  const late = batches.filter(({ isLate }) => isLate).flatMap(({ ops }) => ops)
  const size = late.reduce((sum, { change }) => sum + countWritten(change), 0)
  return late[0] && size > 0 ? [{ atMs: late[0].atMs, kind: 'late', size }] : []
}

function countWritten(change: EditBatch['ops'][number]['change']): number {
  if (change === null) return 0
  return Array.isArray(change) ? countInserted(change) : change.text.length
}

/** Undoing brings back what was typed before; completion and indentation are the editor's. */
function isOfEditor(by: string | undefined): boolean {
  return by !== undefined && ['undo', 'redo', 'input.complete', 'input.indent', 'move'].some((kind) => by.startsWith(kind))
}

/** A `ChangeSet` in JSON: a number keeps so many characters; `[n, ...lines]` replaces n characters by lines. */
function countInserted(change: readonly (number | readonly (number | string)[])[]): number {
  let chars = 0
  for (const part of change) {
    if (typeof part === 'number') continue
    const lines = part.filter((piece) => typeof piece === 'string')
    chars += lines.reduce((sum, line) => sum + line.length, Math.max(0, lines.length - 1))
  }
  return chars
}

import type { EditBatch } from '@eduscale/contracts/typing'
import type { LanguageId } from '@eduscale/contracts/language'
import { applyOp, caretAfter, type EditOp } from '@eduscale/rules/text-change'

export interface TrackState {
  text: string
  language: LanguageId | null
  /** Behind the last change. */
  caret: number
  /** How many operations have been applied. */
  index: number
}

interface Stroke {
  atMs: number
  language: LanguageId
  op: EditOp
}

const start: TrackState = { text: '', language: null, caret: 0, index: 0 }
const keyframeEvery = 200

/** One player's typing, to be looked at from any moment: forwards step by step, backwards from the last keyframe. */
export class ReplayTrack {
  #strokes: Stroke[] = []
  #seen = new Set<number>()
  #keyframes: TrackState[] = [start]
  #current: TrackState = start

  constructor(edits: readonly EditBatch[]) {
    this.append(edits)
  }

  /** Takes what was typed since; a batch that came before is left out. */
  append(edits: readonly EditBatch[]): void {
    for (const batch of edits.toSorted((a, b) => a.n - b.n)) {
      if (this.#seen.has(batch.n)) continue
      this.#seen.add(batch.n)
      for (const op of batch.ops) {
        // Leaving the page and coming back are noted in the typing, but write nothing.
        if (op.change === null) continue
        // A clock that was set right between two batches must not make time go backwards.
        this.#strokes.push({ atMs: Math.max(this.endMs, op.atMs), language: batch.language, op: op.change })
      }
    }
  }

  get endMs(): number {
    return this.#strokes.at(-1)?.atMs ?? 0
  }

  get isEmpty(): boolean {
    return this.#strokes.length === 0
  }

  /** Moments of typing, for the density along a timeline. */
  get moments(): readonly number[] {
    return this.#strokes.map((stroke) => stroke.atMs)
  }

  at(ms: number): TrackState {
    const target = this.#countUntil(ms)
    let state = this.#current
    if (state.index > target)
      state = this.#keyframes[Math.min(this.#keyframes.length - 1, Math.floor(target / keyframeEvery))] ?? start
    while (state.index < target) {
      state = this.#step(state)
      if (state.index % keyframeEvery === 0) this.#keyframes[state.index / keyframeEvery] ??= state
    }
    this.#current = state
    return state
  }

  #step(state: TrackState): TrackState {
    const stroke = this.#strokes[state.index]
    if (!stroke) return state
    return {
      text: applyOp(state.text, stroke.op),
      language: stroke.language,
      caret: caretAfter(stroke.op),
      index: state.index + 1,
    }
  }

  #countUntil(ms: number): number {
    let low = 0
    let high = this.#strokes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#strokes[middle]?.atMs ?? Infinity) <= ms) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** How busy each of `count` equal stretches was, 0 to 1. */
export function density(moments: readonly number[], totalMs: number, count: number): number[] {
  const buckets = Array.from({ length: count }, () => 0)
  for (const at of moments) {
    const index = Math.min(count - 1, Math.floor((at / Math.max(1, totalMs)) * count))
    buckets[index] = (buckets[index] ?? 0) + 1
  }
  const busiest = Math.max(1, ...buckets)
  return buckets.map((value) => value / busiest)
}

import { createHash } from 'node:crypto'
import type { RecordedEvent } from '@eduscale/contracts/record'
import { canonicalJson } from './canonical-json'

export type UnhashedEvent = Omit<RecordedEvent, 'hash'>

/** What the first event of a battle is chained to. */
export const chainStart = ''

/**
 * SHA-256, hexadecimal, over the canonical JSON of `[hash before, battle id, seq, at, actor, t, d]`: nobody can change, drop or
 * move an event without changing the hash of every later one.
 */
export function hashEvent(before: string, battleId: string, event: UnhashedEvent): string {
  const { seq, at, actor, t, d } = event
  return createHash('sha256')
    .update(canonicalJson([before, battleId, seq, at, actor, t, d]))
    .digest('hex')
}

/** The same events with their hashes, chained to `before`. */
export function chainEvents<Event extends UnhashedEvent>(
  before: string,
  battleId: string,
  events: readonly Event[],
): (Event & { hash: string })[] {
  let last = before
  return events.map((event) => {
    last = hashEvent(last, battleId, event)
    return { ...event, hash: last }
  })
}

/** The number of the first event that isn't what its hash says, or isn't where it should be; null when the chain is whole. */
export function findBrokenLink(battleId: string, events: readonly RecordedEvent[]): number | null {
  let last = chainStart
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1 || event.hash !== hashEvent(last, battleId, event)) return event.seq
    last = event.hash
  }
  return null
}

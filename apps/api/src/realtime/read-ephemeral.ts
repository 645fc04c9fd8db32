import type { EphSend } from '@eduscale/contracts/room'
import { maxLines } from '@eduscale/contracts/typing'

/**
 * Reads an `eph` frame as `ephSendSchema` would, by hand: it is the only frame that comes all the time, and this takes a tenth of the
 * time. Null when it is malformed. `read-ephemeral.test.ts` holds the two against each other.
 */
export function readEphemeral(given: unknown): EphSend | null {
  if (!isRecord(given)) return null
  const { t, d } = given
  if (typeof given['b'] !== 'string' || !uuid.test(given['b']) || !isRecord(d)) return null
  const b = given['b'].toLowerCase()
  if (t === 'cursor') {
    const { line, lines } = d
    if (!isCount(line, 1) || !isCount(lines, 0) || line > Math.max(1, lines)) return null
    return { b, t, d: { line, lines } }
  }
  if (t === 'typing') {
    const { tab } = d
    return typeof tab === 'string' && tab.length <= 40 ? { b, t, d: { tab } } : null
  }
  return null
}

const uuid =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|0{8}-(?:0{4}-){3}0{12}|f{8}-(?:f{4}-){3}f{12})$/i

function isRecord(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}

function isCount(given: unknown, least: number): given is number {
  return Number.isSafeInteger(given) && Number(given) >= least && Number(given) <= maxLines
}

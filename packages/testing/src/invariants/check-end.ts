import type { BattleLog, LogViolation } from './battle-log'

/** Timers are taken once a second at the latest, and a transition takes its time. */
const endsWithinMs = 2_000

/**
 * I9 of battles that are over as well: nothing happens in a running battle later than a moment after its end, nothing is received from
 * the end on, and what ends by time doesn't end before it.
 */
export function checkEnd({ events }: BattleLog, graceMs: number): LogViolation[] {
  let endsAt: number | null = null
  for (const { seq, type, at, data } of events) {
    if (endsAt !== null) {
      const lateMs = at.getTime() - endsAt
      const what = `event ${seq} (${type}) comes ${Math.abs(lateMs)} ms`
      if (lateMs > endsWithinMs + graceMs) return [{ invariant: 'I9', what: `${what} after the end` }]
      if (type === 'battle:submitted' && lateMs >= 0)
        return [{ invariant: 'I9', what: `${what} after the end, and was received` }]
      if (endsByTime(type, data, endsAt) && lateMs < 0) return [{ invariant: 'I9', what: `${what} before the time was up` }]
    }
    if (type === 'battle:started' || type === 'battle:resumed') endsAt = Date.parse(String(data['endsAt']))
    else if (stopsTheClock.includes(type)) endsAt = null
  }
  return []
}

const stopsTheClock = ['battle:suspended', 'battle:judging', 'battle:finished', 'battle:voided']

function endsByTime(type: string, data: Record<string, unknown>, endsAt: number): boolean {
  if (type === 'battle:finished') return data['reason'] === 'time'
  return type === 'battle:judging' && Date.parse(String(data['endedAt'])) === endsAt
}

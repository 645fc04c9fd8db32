import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { battleTimings } from '@eduscale/rules/battle-facts'

/**
 * What a node leaves of a player's lease when it sees their socket close (`reloadMs` of the api's presence); where it doesn't, the lease
 * lasts some seconds longer. Told is the shorter one: who comes back in time by this clock comes in time.
 */
const leaseLeftMs = 5_000

/** So long without a connection a battle lasts that is lost by absence. */
export const absenceMs = leaseLeftMs + battleTimings.forfeitMs

interface CutOff {
  view: Pick<BattleView, 'state' | 'rules' | 'endsAt'>
  me: Pick<BattlePlayerView, 'leftBecause' | 'forfeitAt'>
  lostAt: number
}

/**
 * When a battle is lost by absence, milliseconds since the epoch, for a player who has been cut off since `lostAt`; null where it
 * isn't: in a casual group nobody is kept waiting, and the time may be up before.
 */
export function findAbsenceLoss({ view, me, lostAt }: CutOff): number | null {
  if (view.state !== 'RUNNING' || me.leftBecause !== null) return null
  // Known to the instant already, and shown as such.
  if (me.forfeitAt !== null) return null
  if (view.rules.format !== 'duel' && !view.rules.isRanked) return null
  const lossAt = lostAt + absenceMs
  return view.endsAt !== null && Date.parse(view.endsAt) <= lossAt ? null : lossAt
}

import type { Verdict } from '@eduscale/contracts/verdict'
import type { GuestTrace } from './area-manifest'
import type { PersonData } from './person-data'
import type { ListRoles } from '../access/token-reader'
import type { ListValidSessions } from '../realtime/end-sessions'
import type { ReadLog } from '../realtime/live-battles'

/**
 * What lower storeys ask of an area above, which they don't know: they say here what they need, the area's manifest gives it, and every
 * process has all of it, whatever areas it serves (docs/decisions/0033-areas-and-hooks.md). Only for what must be known or done now, before
 * the asker can go on; what others do *after* something happened isn't asked for.
 */
export interface Hooks {
  /** Asked by the edges, answered by identity: where a token may be older than what it says. */
  listRoles: ListRoles
  /** Asked by realtime, answered by identity. */
  listValidSessions: ListValidSessions
  /** Asked by realtime, answered by the arena. */
  readLog: ReadLog
  /** Asked by identity, answered by all: what a guest may have done. */
  guestTraces: readonly GuestTrace[]
  /** Likewise: what each has of a person. */
  personData: readonly PersonData[]
  /** Asked by identity, answered by the arena: where a person should be led back to. */
  findWhereabouts(userId: string): Promise<Whereabouts>
  /** Asked by the judge, answered by the arena. Throws `not-a-player`, or `wrong-state` before the battle has begun. */
  getBattleProblem(battleId: string, userId: string): Promise<string>
  /** The battle on this problem that a person still plays in; null when none. */
  findBattleOn(userId: string, problemSlug: string): Promise<string | null>
  /** Stores a verdict with all that it means for its battle, in one statement; false where the battle ended without waiting for it. */
  storeBattleVerdict(battleId: string, verdict: BattleVerdict): Promise<boolean>
}

export interface Whereabouts {
  activeBattleId: string | null
  isQueued: boolean
}

export interface BattleVerdict {
  submissionId: string
  verdict: Verdict
  score: number | null
  points: number
  /** As it is kept with the submission. */
  result: unknown
  /** Tests. */
  passed: number
  total: number
}

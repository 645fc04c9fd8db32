import type { PublicUser } from '@eduscale/contracts/account'
import type { BattleEvent, BattleOrigin, BattleRules, BattleState, RatingDelta } from '@eduscale/contracts/battle'
import type { ErrorCode } from '@eduscale/contracts/errors'
import type { LanguageId } from '@eduscale/contracts/language'
import type { Verdict } from '@eduscale/contracts/verdict'
import type { GlickoRating } from './rating'
import type { ReceivedSubmission } from './standings'

/** Times are milliseconds since the epoch, by the database's clock. */
export interface BattleFacts {
  id: string
  originKind: BattleOrigin
  state: BattleState
  rules: BattleRules
  /** Null until everybody is ready. */
  problemSlug: string | null
  /** Opens the sealed statement; told at the start. */
  problemKey: string | null
  startsAt: number | null
  endsAt: number | null
  suspendedSince: number | null
  suspendedMs: number
  /** When the deciding moment was, once JUDGING has begun. */
  endedAt: number | null
  /** Begins it, and decides who plays, as long as it waits in the lobby. */
  hostId: string | null
  /** In the order in which they came. */
  players: readonly {
    userId: string
    team: number | null
    isReady: boolean
    forfeitAt: number | null
    leftBecause: 'resigned' | 'forfeit' | null
    offersDraw: boolean
    /** When an offer of theirs was withdrawn or declined, last. */
    drawClosedAt: number | null
    /** Lets spectators see code before the end. */
    allowsLiveCode: boolean
    /** Of the kind that this battle counts for: Glicko-2 for a duel, else openskill on the scale of group-rating. */
    rating: GlickoRating
  }[]
  /** By receipt, earliest first. */
  submissions: readonly (ReceivedSubmission & { userId: string })[]
}

export type BattleInput =
  /** `hasWatched`: they have seen the battle as a spectator. */
  | { by: 'join'; player: PublicUser; hasWatched: boolean }
  | { by: 'ready'; userId: string }
  | { by: 'decline'; userId: string }
  /** The host opens another one: an end of this only as long as nobody else sits in it. */
  | { by: 'close-empty'; userId: string }
  | { by: 'start'; userId: string }
  | { by: 'team'; userId: string; team: number }
  | { by: 'remove'; userId: string; targetId: string }
  | { by: 'hand-on'; userId: string; targetId: string }
  | { by: 'submit'; userId: string; submissionId: string; language: LanguageId; bytes: number; codeHash: string }
  | { by: 'resign'; userId: string }
  | { by: 'offer-draw'; userId: string }
  | { by: 'withdraw-draw'; userId: string }
  | { by: 'decline-draw'; userId: string }
  | { by: 'live-code'; userId: string; isAllowed: boolean }
  | { by: 'verdict'; submissionId: string; verdict: Verdict; passed: number; total: number; points: number }
  | { by: 'gone'; userId: string }
  | { by: 'back'; userId: string }
  /** Nothing can be judged since then; the clock stands still from there on, whenever that is noticed. */
  | { by: 'suspend'; reason: string; since: number }
  /** Judging goes on since `until`. */
  | { by: 'resume'; until: number }
  | { by: 'timer'; kind: string }
  | { by: 'rematch'; userId: string; battleId: string }
  | { by: 'void'; userId: string; note: string }
  /** Verdicts of a finished battle were changed; the facts have them already. `before` is how it was rated then. */
  | { by: 'correct'; reason: FinishReason; changed: readonly string[]; before: readonly RatingDelta[] }

export type FinishReason = Extract<BattleEvent, { t: 'battle:finished' }>['d']['reason']

/** What one transition writes; the caller does it in one statement. */
export interface BattleEffects {
  state: BattleState
  events: readonly (BattleEvent & { actor: string | null })[]
  /** Columns of the battle that change. */
  set: Partial<Record<'startsAt' | 'endsAt' | 'suspendedSince' | 'suspendedMs' | 'endedAt', number | null>> & {
    winnerId?: string | null
    hostId?: string
  }
  /** Null removes a timer. */
  timers: Readonly<Record<string, number | null>>
  players: readonly PlayerChange[]
}

export interface PlayerChange {
  userId: string
  joins?: true
  /** Gives the seat up. */
  unseats?: true
  team?: number
  isReady?: true
  forfeitAt?: number | null
  leftBecause?: 'resigned' | 'forfeit'
  offersDraw?: boolean
  drawClosedAt?: number
  allowsLiveCode?: boolean
}

export type BattleDecision =
  | { kind: 'effects'; effects: BattleEffects }
  /** Nothing to do: the input is stale, or says what is so already. */
  | { kind: 'nothing' }
  | { kind: 'refused'; code: ErrorCode; message: string }

export const battleTimings = {
  readyCheckMs: 30_000,
  countdownMs: 5_000,
  forfeitMs: 60_000,
  inviteMs: 30 * 60_000,
  /** Until a draw may be offered once more, if nobody submits meanwhile. */
  drawAgainMs: 60_000,
  /** An outage, or a wait for verdicts, longer than this makes the battle void. */
  outageLimitMs: 15 * 60_000,
} as const

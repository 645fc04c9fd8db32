import type { PublicUser } from '@eduscale/contracts/account'
import type { BattleEvent, BattleRules, BattleState } from '@eduscale/contracts/battle'
import type { ErrorCode } from '@eduscale/contracts/errors'
import type { LanguageId } from '@eduscale/contracts/language'
import type { Verdict } from '@eduscale/contracts/verdict'
import type { GlickoRating } from './rating'

/** Times are milliseconds since the epoch, by the database's clock. */
export interface BattleFacts {
  id: string
  state: BattleState
  rules: BattleRules
  problemSlug: string
  startsAt: number | null
  endsAt: number | null
  suspendedSince: number | null
  suspendedMs: number
  /** When the deciding moment was, once JUDGING has begun. */
  endedAt: number | null
  players: readonly {
    userId: string
    isReady: boolean
    forfeitAt: number | null
    rating: GlickoRating
  }[]
  /** By receipt, earliest first. */
  submissions: readonly { id: string; userId: string; seq: number; receivedAt: number; verdict: Verdict | null }[]
}

export type BattleInput =
  | { by: 'join'; player: PublicUser }
  | { by: 'ready'; userId: string }
  | { by: 'decline'; userId: string }
  | { by: 'submit'; userId: string; submissionId: string; language: LanguageId }
  | { by: 'resign'; userId: string }
  | { by: 'verdict'; submissionId: string; verdict: Verdict; passed: number; total: number }
  | { by: 'gone'; userId: string }
  | { by: 'back'; userId: string }
  | { by: 'suspend'; reason: string }
  /** `since` and `now` of the outage; the clock moves by what of it fell into the battle. */
  | { by: 'resume' }
  | { by: 'timer'; kind: string }
  | { by: 'rematch'; userId: string; battleId: string }

/** What one transition writes; the caller does it in one statement. */
export interface BattleEffects {
  state: BattleState
  events: readonly (BattleEvent & { actor: string | null })[]
  /** Columns of the battle that change. */
  set: Partial<Record<'startsAt' | 'endsAt' | 'suspendedSince' | 'suspendedMs' | 'endedAt', number | null>> & {
    winnerId?: string | null
  }
  /** Null removes a timer. */
  timers: Readonly<Record<string, number | null>>
  players: readonly { userId: string; joins?: true; isReady?: true; forfeitAt?: number | null }[]
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
  /** An outage, or a wait for verdicts, longer than this makes the battle void. */
  outageLimitMs: 15 * 60_000,
} as const

const terminalStates: readonly BattleState[] = ['FINISHED', 'ABORTED', 'VOID']

export function isTerminal(state: BattleState): boolean {
  return terminalStates.includes(state)
}

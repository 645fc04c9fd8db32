import type { BattleState } from '@eduscale/contracts/battle'

/** Everything that is asked about a battle by its state alone, once for rules, api, SQL and web. */
export const statesOf = {
  /** Nothing changes any more but by a correction. */
  over: ['FINISHED', 'ABORTED', 'VOID'],
  open: ['LOBBY', 'READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'],
  /** Somebody is waited for, and nothing is lost by going. */
  waiting: ['LOBBY', 'READY_CHECK'],
  /** From the countdown to the last verdict. */
  underWay: ['COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'],
  /** Keeps its players from entering another one. */
  busy: ['READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'],
  /** Its players work on the problem. An interruption keeps nobody from that. */
  played: ['RUNNING', 'SUSPENDED'],
  /** The problem is chosen, and who solves it is open. */
  undecided: ['COUNTDOWN', 'RUNNING', 'SUSPENDED'],
  /** Its players are at the problem, or were to the end. */
  begun: ['RUNNING', 'SUSPENDED', 'JUDGING', 'FINISHED'],
  /** Which problem it is about is nobody's to know yet, or ever (see isProblemSecret). */
  secret: ['LOBBY', 'READY_CHECK', 'COUNTDOWN', 'ABORTED'],
  /** Over by what its players did, or didn't. */
  endedByPlayers: ['FINISHED', 'ABORTED'],
  /** Counts for nothing. */
  calledOff: ['ABORTED', 'VOID'],
} as const satisfies Record<string, readonly BattleState[]>

export type StateSet = keyof typeof statesOf

const isIn = (set: StateSet) => {
  const states: ReadonlySet<BattleState> = new Set(statesOf[set])
  return (state: BattleState): boolean => states.has(state)
}

export const isTerminal = isIn('over')
export const isWaiting = isIn('waiting')
export const isUnderWay = isIn('underWay')
export const isPlayed = isIn('played')
export const isUndecided = isIn('undecided')
export const hasBegun = isIn('begun')

const isSecretState = isIn('secret')

/** Which problem it is about is nobody's to know yet, or ever: who gives up in the countdown ends a battle that never began. */
export function isProblemSecret(battle: { state: BattleState; startsAt: Date | null; endedAt: Date | null }): boolean {
  const { state, startsAt, endedAt } = battle
  return isSecretState(state) || (endedAt !== null && (startsAt === null || endedAt < startsAt))
}

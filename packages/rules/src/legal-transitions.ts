import type { BattleState } from '@eduscale/contracts/battle'

/** Where a battle may go from each state, beside staying in it. */
const next: Readonly<Record<BattleState, readonly BattleState[]>> = {
  LOBBY: ['READY_CHECK', 'COUNTDOWN', 'ABORTED', 'VOID'],
  READY_CHECK: ['COUNTDOWN', 'ABORTED', 'VOID'],
  COUNTDOWN: ['RUNNING', 'FINISHED', 'VOID'],
  RUNNING: ['SUSPENDED', 'JUDGING', 'FINISHED', 'VOID'],
  SUSPENDED: ['RUNNING', 'JUDGING', 'FINISHED', 'VOID'],
  JUDGING: ['FINISHED', 'VOID'],
  FINISHED: [],
  ABORTED: [],
  VOID: [],
}

export function isLegalTransition(from: BattleState, to: BattleState): boolean {
  return from === to || next[from].includes(to)
}

/** What may still be written to the log of a battle that is over. */
export const eventsAfterTheEnd: readonly string[] = ['battle:rematch', 'battle:corrected']

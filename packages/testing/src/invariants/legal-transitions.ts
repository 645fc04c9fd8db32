import type { BattleEvent, BattleState } from '@eduscale/contracts/battle'

const running = ['RUNNING', 'SUSPENDED', 'JUDGING'] as const
const terminal = ['FINISHED', 'ABORTED', 'VOID'] as const
const live = ['LOBBY', 'READY_CHECK', 'COUNTDOWN', ...running] as const

/**
 * In which states an event may come, and which state follows (null: the same). Written down a second time on purpose, apart from
 * the rules that make the events: a mistake there must not be repeated here.
 */
export const legalTransitions: Record<BattleEvent['t'], { from: readonly (BattleState | null)[]; to: BattleState | null }> = {
  'battle:created': { from: [null], to: 'LOBBY' },
  'battle:joined': { from: ['LOBBY', 'READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED'], to: null },
  'battle:unseated': { from: ['LOBBY'], to: null },
  'battle:teamed': { from: ['LOBBY'], to: null },
  'battle:ready-check': { from: ['LOBBY'], to: 'READY_CHECK' },
  'battle:readied': { from: ['READY_CHECK'], to: null },
  'battle:countdown': { from: ['LOBBY', 'READY_CHECK'], to: 'COUNTDOWN' },
  'battle:started': { from: ['COUNTDOWN'], to: 'RUNNING' },
  'battle:submitted': { from: ['RUNNING'], to: null },
  'battle:judged': { from: running, to: null },
  'battle:gone': { from: ['RUNNING'], to: null },
  'battle:back': { from: running, to: null },
  'battle:left': { from: ['COUNTDOWN', ...running], to: null },
  'battle:draw-offered': { from: ['RUNNING', 'SUSPENDED'], to: null },
  'battle:suspended': { from: ['RUNNING'], to: 'SUSPENDED' },
  'battle:resumed': { from: ['SUSPENDED'], to: 'RUNNING' },
  'battle:judging': { from: ['RUNNING', 'SUSPENDED'], to: 'JUDGING' },
  'battle:finished': { from: ['COUNTDOWN', ...running], to: 'FINISHED' },
  'battle:aborted': { from: ['LOBBY', 'READY_CHECK', 'COUNTDOWN'], to: 'ABORTED' },
  'battle:voided': { from: live, to: 'VOID' },
  'battle:rematch': { from: terminal, to: null },
  'battle:corrected': { from: ['FINISHED'], to: null },
}

import type { BattleEvent, BattleState } from '@eduscale/contracts/battle'

type From = readonly (BattleState | null)[]

/** What of an event, and of its battle's rules, decides where it may come. */
export interface Told {
  data: Readonly<Record<string, unknown>>
  rules: { mayJoinLate?: boolean }
}

const terminal = ['FINISHED', 'ABORTED', 'VOID'] as const
const live = ['LOBBY', 'READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'] as const

/**
 * In which states an event may come, and which state follows (null: the same). Written down a second time on purpose, apart from
 * the rules that make the events: a mistake there must not be repeated here.
 */
export const legalTransitions: Record<BattleEvent['t'], { from: From | ((told: Told) => From); to: BattleState | null }> = {
  'battle:created': { from: [null], to: 'LOBBY' },
  'battle:joined': { from: ({ rules }) => (rules.mayJoinLate === true ? ['LOBBY', 'RUNNING'] : ['LOBBY']), to: null },
  'battle:unseated': { from: ['LOBBY'], to: null },
  'battle:handed-on': { from: ['LOBBY'], to: null },
  'battle:teamed': { from: ['LOBBY'], to: null },
  'battle:ready-check': { from: ['LOBBY'], to: 'READY_CHECK' },
  'battle:readied': { from: ['READY_CHECK'], to: null },
  'battle:countdown': { from: ['LOBBY', 'READY_CHECK'], to: 'COUNTDOWN' },
  'battle:started': { from: ['COUNTDOWN'], to: 'RUNNING' },
  'battle:submitted': { from: ['RUNNING'], to: null },
  'battle:judged': { from: ['RUNNING', 'SUSPENDED', 'JUDGING'], to: null },
  'battle:gone': { from: ['RUNNING'], to: null },
  // An outage takes all absences back; the end doesn't, while verdicts are waited for.
  'battle:back': { from: ['RUNNING', 'JUDGING'], to: null },
  'battle:left': {
    from: ({ data }) => (data['reason'] === 'forfeit' ? ['RUNNING'] : ['COUNTDOWN', 'RUNNING', 'SUSPENDED']),
    to: null,
  },
  'battle:draw-offered': { from: ['RUNNING', 'SUSPENDED'], to: null },
  'battle:draw-closed': { from: ['RUNNING', 'SUSPENDED'], to: null },
  'battle:live-code': { from: ['COUNTDOWN', 'RUNNING', 'SUSPENDED'], to: null },
  'battle:suspended': { from: ['RUNNING'], to: 'SUSPENDED' },
  'battle:resumed': { from: ['SUSPENDED'], to: 'RUNNING' },
  'battle:judging': { from: ['RUNNING', 'SUSPENDED'], to: 'JUDGING' },
  'battle:finished': { from: ({ data }) => whereItMayEnd(data['reason']), to: 'FINISHED' },
  'battle:aborted': { from: ['LOBBY', 'READY_CHECK'], to: 'ABORTED' },
  'battle:voided': { from: ({ data }) => (data['reason'] === 'outage' ? ['SUSPENDED', 'JUDGING'] : live), to: 'VOID' },
  'battle:rematch': { from: terminal, to: null },
  'battle:corrected': { from: ['FINISHED'], to: null },
}

/** Nobody can give up before the countdown; the time runs out while it runs, and nobody is missed while it stands. */
function whereItMayEnd(reason: unknown): From {
  if (reason === 'resigned') return ['COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING']
  if (reason === 'time' || reason === 'forfeit') return ['RUNNING', 'JUDGING']
  if (reason === 'agreed') return ['RUNNING', 'SUSPENDED']
  return ['RUNNING', 'SUSPENDED', 'JUDGING']
}

import type { BattleView } from '@eduscale/contracts/battle'

export type AwayStanding = 'lobby' | 'beginning' | 'running' | 'counting' | 'free' | 'stopped' | 'judging' | 'out' | 'over'

/** What becomes of one's battle while its page isn't open. As the rules have it, an absence counts in a duel and wherever it is about a rating. */
export function awayStanding(
  { state, rules, players }: Pick<BattleView, 'state' | 'rules' | 'players'>,
  myId: string,
): AwayStanding {
  const me = players.find(({ user }) => user.id === myId)
  // Whoever has no seat any more isn't missed.
  if (!me) return 'over'
  switch (state) {
    case 'LOBBY':
      return 'lobby'
    case 'READY_CHECK':
    case 'COUNTDOWN':
      return 'beginning'
    case 'RUNNING':
      if (me.leftBecause !== null) return 'out'
      if (rules.format !== 'duel' && !rules.isRanked) return 'free'
      return me.forfeitAt === null ? 'running' : 'counting'
    case 'SUSPENDED':
      return me.leftBecause === null ? 'stopped' : 'out'
    case 'JUDGING':
      return 'judging'
    case 'FINISHED':
    case 'ABORTED':
    case 'VOID':
      return 'over'
    default:
      return state satisfies never
  }
}

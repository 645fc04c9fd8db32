import type { Fact, FactData } from '@eduscale/contracts/facts'
import type { Consumer } from '../../../facts/deliver-facts'
import { type BattleResult, keepBattleResults } from './result.queries'

type Finished = Extract<Fact, { type: 'battle-finished' | 'battle-corrected' }>

/** Keeps what a battle was to each of its players. A fact that comes after a later one of the same battle changes nothing. */
export const keepResults: Consumer = {
  name: 'battle-results',
  types: ['battle-finished', 'battle-corrected'],
  apply: async (tx, fact) => {
    if (fact.type !== 'battle-finished' && fact.type !== 'battle-corrected') return
    await keepBattleResults(tx, fact, resultsOf(fact))
  },
}

function resultsOf({ data }: Finished): BattleResult[] {
  return data.players.map((userId) => {
    const standing = data.standings.find((row) => row.userId === userId)
    const rating = data.ratings.find((row) => row.userId === userId)
    return {
      userId,
      outcome: outcomeOf(data, userId, standing?.team ?? null),
      place: standing?.place ?? null,
      ratingChange: rating ? rating.after - rating.before : null,
    }
  })
}

function outcomeOf(data: FactData<'battle-finished'>, userId: string, team: number | null): BattleResult['outcome'] {
  if (data.winnerTeam !== null) return data.winnerTeam === team ? 'won' : 'lost'
  if (data.winnerId !== null) return data.winnerId === userId ? 'won' : 'lost'
  return 'drawn'
}

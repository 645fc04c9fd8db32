import type { Fact, FactData } from '@eduscale/contracts/facts'
import type { Consumer } from '../../facts/deliver-facts'

type Finished = Extract<Fact, { type: 'battle-finished' | 'battle-corrected' }>

/** Keeps what a battle was to each of its players. A fact that comes after a later one of the same battle changes nothing. */
export const keepResults: Consumer = {
  name: 'battle-results',
  types: ['battle-finished', 'battle-corrected'],
  apply: async (tx, fact) => {
    if (fact.type !== 'battle-finished' && fact.type !== 'battle-corrected') return
    await tx.$executeRaw`
      INSERT INTO battle_result AS held (user_id, battle_id, number, outcome, place, rating_change, at)
      SELECT u.id, b.id, ${fact.number}::int, r.outcome, r.place, r."ratingChange", coalesce(b.ended_at, ${fact.at}::timestamptz)
      FROM jsonb_to_recordset(${JSON.stringify(resultsOf(fact))}::jsonb)
             AS r("userId" uuid, outcome text, place int, "ratingChange" double precision)
      JOIN "user" u ON u.id = r."userId" JOIN battle b ON b.id = ${fact.subject}::uuid
      ON CONFLICT (user_id, battle_id) DO UPDATE SET
        number = excluded.number, outcome = excluded.outcome, place = excluded.place, rating_change = excluded.rating_change
      WHERE held.number < excluded.number`
  },
}

function resultsOf({ data }: Finished): object[] {
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

function outcomeOf(data: FactData<'battle-finished'>, userId: string, team: number | null): 'won' | 'lost' | 'drawn' {
  if (data.winnerTeam !== null) return data.winnerTeam === team ? 'won' : 'lost'
  if (data.winnerId !== null) return data.winnerId === userId ? 'won' : 'lost'
  return 'drawn'
}

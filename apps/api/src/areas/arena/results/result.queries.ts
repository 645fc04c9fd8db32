import type { Fact } from '@eduscale/contracts/facts'
import type { DbTransaction } from '@eduscale/db'

export interface BattleResult {
  userId: string
  outcome: 'won' | 'lost' | 'drawn'
  place: number | null
  ratingChange: number | null
}

/** One that a later fact of the same battle has told stays. */
export async function keepBattleResults(
  tx: DbTransaction,
  fact: Pick<Fact, 'subject' | 'number' | 'at'>,
  results: readonly BattleResult[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO battle_result AS held (user_id, battle_id, number, outcome, place, rating_change, at)
    SELECT u.id, b.id, ${fact.number}::int, r.outcome, r.place, r."ratingChange", coalesce(b.ended_at, ${fact.at}::timestamptz)
    FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb)
           AS r("userId" uuid, outcome text, place int, "ratingChange" double precision)
    JOIN "user" u ON u.id = r."userId" AND u.kind <> 'deleted' JOIN battle b ON b.id = ${fact.subject}::uuid
    ON CONFLICT (user_id, battle_id) DO UPDATE SET
      number = excluded.number, outcome = excluded.outcome, place = excluded.place, rating_change = excluded.rating_change
    WHERE held.number < excluded.number`
}

import type { FactData } from '@eduscale/contracts/facts'
import type { DbTransaction } from '@eduscale/db'

type Judged = Pick<FactData<'submission-judged'>, 'userId' | 'problemSlug' | 'acceptedChange'>

/** For each skill of the problem. */
export async function addToTally(tx: DbTransaction, { userId, problemSlug, acceptedChange }: Judged): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO skill_tally AS held (user_id, skill, accepted)
    SELECT u.id, s.skill, ${acceptedChange}::int
    FROM "user" u, problem p, unnest(p.skills) AS s(skill)
    WHERE u.id = ${userId}::uuid AND u.kind <> 'deleted' AND p.slug = ${problemSlug}
    GROUP BY u.id, s.skill ORDER BY s.skill
    ON CONFLICT (user_id, skill) DO UPDATE SET accepted = held.accepted + excluded.accepted`
}

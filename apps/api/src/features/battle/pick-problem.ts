import type { Difficulty } from '@eduscale/contracts/problem'
import type { DbTransaction } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'

/** A problem that none of the players has met in a battle or in practice, else the one met longest ago. */
export async function pickProblem(
  db: DbTransaction,
  players: readonly string[],
  difficulty: Difficulty | null,
): Promise<{ slug: string; hash: string }> {
  const rows = await db.$queryRaw<{ slug: string; hash: string }[]>`
    SELECT p.slug, p.package_hash AS hash
    FROM problem p
    LEFT JOIN LATERAL (
      SELECT max(met.at) AS at FROM (
        SELECT b.created_at AS at FROM battle b JOIN battle_player bp ON bp.battle_id = b.id
        WHERE b.problem_slug = p.slug AND bp.user_id = ANY(${[...players]}::uuid[])
        UNION ALL
        SELECT s.recv_at FROM submission s WHERE s.problem_slug = p.slug AND s.user_id = ANY(${[...players]}::uuid[])
      ) met
    ) last ON true
    WHERE NOT p.is_retired AND p.in_arena AND (${difficulty}::text IS NULL OR p.difficulty = ${difficulty}::text)
    ORDER BY last.at NULLS FIRST, random()
    LIMIT 1`
  const [problem] = rows
  if (!problem) throw new AppError('unavailable', 'There is no problem of this difficulty yet.')
  return problem
}

import type { BattleRules } from '@eduscale/contracts/battle'
import type { DbTransaction } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'

export interface ProblemWish extends Pick<BattleRules, 'difficulty' | 'skills' | 'scoring' | 'languages'> {
  /** A certain one. */
  slug: string | null
}

/**
 * A problem that none of the players has met in a battle or in practice (bots don't count), else the one met longest ago. Where points
 * count, one with partial points if there is any. Throws `unavailable` when nothing fits, `not-found` when the certain one doesn't.
 */
export async function pickProblem(
  db: DbTransaction,
  players: readonly string[],
  wish: ProblemWish,
): Promise<{ slug: string; testSetHash: string }> {
  const { difficulty, slug, skills, languages } = wish
  const rows = await db.$queryRaw<{ slug: string; testSetHash: string }[]>`
    WITH person AS (
      -- A bot has met them all, and very often.
      SELECT id FROM "user" WHERE id = ANY(${[...players]}::uuid[]) AND kind <> 'bot'
    ), last AS (
      SELECT slug, max(at) AS at FROM (
        SELECT b.problem_slug AS slug, b.created_at AS at
        FROM person JOIN battle_player bp ON bp.user_id = person.id JOIN battle b ON b.id = bp.battle_id
        UNION ALL
        SELECT s.problem_slug, s.recv_at FROM person JOIN submission s ON s.user_id = person.id
      ) met GROUP BY slug
    )
    SELECT p.slug, p.test_set_hash AS "testSetHash"
    FROM problem p LEFT JOIN last ON last.slug = p.slug
    WHERE NOT p.is_retired
      AND (p.slug = ${slug}::text OR (${slug}::text IS NULL AND p.is_sealable
        AND (p.in_arena OR (p.is_scored AND ${wish.scoring === 'points'}::boolean))
        AND (${difficulty}::text IS NULL OR p.difficulty = ${difficulty}::text)
        AND (cardinality(${skills}::text[]) = 0 OR p.skills && ${skills}::text[])))
      AND (cardinality(p.languages) = 0 OR ${languages}::text[] IS NULL OR p.languages && ${languages}::text[])
    ORDER BY (p.is_scored AND ${wish.scoring === 'points'}::boolean) DESC, last.at NULLS FIRST, random()
    LIMIT 1`
  const [problem] = rows
  if (!problem && slug !== null) throw new AppError('not-found', 'There is no such problem in these languages.')
  if (!problem) throw new AppError('unavailable', 'There is no problem yet that fits what was asked for.')
  return problem
}

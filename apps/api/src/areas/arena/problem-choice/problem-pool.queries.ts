import type { BattleRules } from '@eduscale/contracts/battle'
import { Prisma, type DbTransaction } from '@eduscale/db'
import { listStates } from '../../../app/battle-states.queries'

export interface ProblemWish extends Pick<BattleRules, 'difficulty' | 'skills' | 'scoring' | 'languages' | 'isRanked'> {
  /** A certain one. */
  slug: string | null
}

/** Among fewer none is chosen, if there are more: whoever had met all but one on purpose would know which it will be. */
export const fewest = 3

/** One of those that fit, as pick-problem.ts says; null where none does. */
export async function drawProblem(
  db: DbTransaction,
  players: readonly string[],
  wish: ProblemWish,
): Promise<{ slug: string; testSetHash: string } | null> {
  const { slug, languages, isRanked } = wish
  const rows = await db.$queryRaw<{ slug: string; testSetHash: string }[]>`
    WITH person AS (
      -- A bot has met them all, and very often.
      SELECT id FROM "user" WHERE id = ANY(${[...players]}::uuid[]) AND kind <> 'bot'
    ), last AS (
      SELECT slug, max(at) AS at FROM (
        SELECT b.problem_slug AS slug, b.created_at AS at
        FROM person JOIN battle_player bp ON bp.user_id = person.id JOIN battle b ON b.id = bp.battle_id
        UNION ALL
        SELECT s.problem_slug, s.recv_at FROM person JOIN submission s ON s.user_id = person.id AND s.kind <> 'run'
      ) met GROUP BY slug
    ), fit AS (
      SELECT p.slug, p.test_set_hash, last.at, own.counts,
        count(*) FILTER (WHERE own.counts) OVER () >= CASE WHEN ${isRanked}::boolean THEN ${fewest}::int ELSE 1 END AS any_counts,
        row_number() OVER (ORDER BY own.counts DESC, last.at NULLS FIRST, random()) AS place
      FROM problem p LEFT JOIN last ON last.slug = p.slug
        CROSS JOIN LATERAL (SELECT p.is_scored AND ${wish.scoring === 'points'}::boolean AS counts) own
      WHERE NOT p.is_retired
        AND (p.slug = ${slug}::text OR (${slug}::text IS NULL AND p.is_sealable
          AND (p.in_arena OR own.counts)
          AND ${isOfKind(wish)}))
        AND ${speaks(languages)}
        AND NOT EXISTS (
          SELECT FROM person JOIN battle_player bp ON bp.user_id = person.id AND bp.left_because IS NULL
          JOIN battle b ON b.id = bp.battle_id AND b.problem_slug = p.slug AND b.state IN ${listStates('undecided')})
    )
    SELECT slug, test_set_hash AS "testSetHash" FROM fit
    WHERE counts = any_counts AND (at IS NULL OR place <= ${fewest}::int) ORDER BY random() LIMIT 1`
  return rows[0] ?? null
}

/** How many there are for ranked battles, and how many of them fit. */
export async function countPool(
  db: DbTransaction,
  wish: Pick<BattleRules, 'difficulty' | 'skills' | 'languages'>,
): Promise<{ fitting: number; all: number }> {
  const [pool] = await db.$queryRaw<{ fitting: number; all: number }[]>`
    SELECT count(*)::int AS "all", (count(*) FILTER (WHERE ${isOfKind(wish)} AND ${speaks(wish.languages)}))::int AS fitting
    FROM problem p WHERE NOT is_retired AND is_sealable AND in_arena`
  return pool ?? { fitting: 0, all: 0 }
}

const isOfKind = ({ difficulty, skills }: Pick<BattleRules, 'difficulty' | 'skills'>) => Prisma.sql`(
  (${difficulty}::text IS NULL OR p.difficulty = ${difficulty}::text)
  AND (cardinality(${skills}::text[]) = 0 OR p.skills && ${skills}::text[]))`

const speaks = (languages: BattleRules['languages']) => Prisma.sql`(
  cardinality(p.languages) = 0 OR ${languages}::text[] IS NULL OR p.languages && ${languages}::text[])`

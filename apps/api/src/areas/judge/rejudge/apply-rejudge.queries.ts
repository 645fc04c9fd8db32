import { Prisma, type Db } from '@eduscale/db'
import { writeJudgedFacts } from '../../../facts/write-fact.queries'
import { isChanged } from './rejudge.queries'

/** So many submissions change in one statement: short locks, and a crash in between loses nothing. */
const portion = 500

/** `pointsOf` of rules/standings in SQL, of what `todo` has as new or old. */
const pointsOf = (which: 'new' | 'old') => {
  const [verdict, score] = [Prisma.raw(`todo.${which}_verdict`), Prisma.raw(`todo.${which}_score`)]
  return Prisma.sql`CASE WHEN ${score} IS NULL OR coalesce(todo.max_score, 0) <= 0
    THEN CASE WHEN ${verdict} = 'AC' THEN 100 ELSE 0 END
    ELSE least(100, greatest(0, 100 * ${score} / todo.max_score)) END`
}

const judgedColumns = Prisma.sql`s.id, s.kind, s.user_id, s.battle_id, s.problem_slug, s.language, s.verdict, s.judgements`

/**
 * Makes the next portion of new verdicts count; answers how many items it looked at, 0 when there is none left. Safe to repeat and
 * on several nodes. A submission that has been judged otherwise since the set was collected stays as it is. A battle is marked,
 * and winner and ratings follow from the new verdict in a moment (correct-battles).
 */
export async function applyPortion(db: Db, setId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    WITH todo AS (
      SELECT i.id, i.submission_id, i.new_verdict, i.new_score, i.new_result, s.kind, s.battle_id, s.result AS old_result,
             s.verdict AS current_verdict,
             (p.points->>'max')::double precision AS max_score, s.judged_at IS NOT DISTINCT FROM i.old_judged_at AS is_fresh
      FROM rejudge_item i JOIN submission s ON s.id = i.submission_id JOIN problem p ON p.slug = s.problem_slug
      WHERE i.set_id = ${setId}::uuid AND i.outcome IS NULL AND ${isChanged}
      ORDER BY i.id LIMIT ${portion}::int FOR UPDATE OF i, s
    ), noted AS (
      UPDATE rejudge_item i SET
        outcome = CASE WHEN todo.is_fresh THEN 'applied' ELSE 'superseded' END, applied_at = now(), old_result = todo.old_result
      FROM todo WHERE i.id = todo.id
    ), replaced AS (
      UPDATE submission s SET verdict = todo.new_verdict, score = todo.new_score, result = todo.new_result, judged_at = now(),
        points = CASE WHEN todo.kind = 'battle' THEN ${pointsOf('new')} END, judgements = s.judgements + 1
      FROM todo WHERE s.id = todo.submission_id AND todo.is_fresh
      RETURNING ${judgedColumns}, todo.current_verdict AS old_verdict
    ), told AS (${writeJudgedFacts(Prisma.sql`replaced`)}), marked AS (
      UPDATE battle b SET recompute_since = clock_timestamp()
      FROM todo WHERE b.id = todo.battle_id AND todo.is_fresh AND todo.kind = 'battle'
    )
    SELECT count(*)::int AS count FROM todo`
  return row?.count ?? 0
}

/** The way back, in the same portions. What has been judged again since stays. */
export async function revertPortion(db: Db, setId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    WITH todo AS (
      SELECT i.id, i.submission_id, i.old_verdict, i.old_score, i.old_result, i.old_judged_at, i.outcome, s.kind, s.battle_id,
             s.verdict AS current_verdict,
             (p.points->>'max')::double precision AS max_score, s.judged_at = i.applied_at AS is_ours
      FROM rejudge_item i JOIN submission s ON s.id = i.submission_id JOIN problem p ON p.slug = s.problem_slug
      WHERE i.set_id = ${setId}::uuid AND i.outcome IS NOT NULL
      ORDER BY i.id LIMIT ${portion}::int FOR UPDATE OF i, s
    ), noted AS (
      UPDATE rejudge_item i SET outcome = NULL, applied_at = NULL, old_result = NULL FROM todo WHERE i.id = todo.id
    ), restored AS (
      UPDATE submission s SET
        verdict = todo.old_verdict, score = todo.old_score, result = todo.old_result, judged_at = todo.old_judged_at,
        points = CASE WHEN todo.kind = 'battle' THEN ${pointsOf('old')} END, judgements = s.judgements + 1
      FROM todo WHERE s.id = todo.submission_id AND todo.outcome = 'applied' AND todo.is_ours
      RETURNING ${judgedColumns}, todo.current_verdict AS old_verdict
    ), told AS (${writeJudgedFacts(Prisma.sql`restored`)}), marked AS (
      UPDATE battle b SET recompute_since = clock_timestamp()
      FROM todo WHERE b.id = todo.battle_id AND todo.outcome = 'applied' AND todo.is_ours AND todo.kind = 'battle'
    )
    SELECT count(*)::int AS count FROM todo`
  return row?.count ?? 0
}

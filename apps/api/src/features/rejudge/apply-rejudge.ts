import type { Db } from '@eduscale/db'
import { isChanged } from './rejudge.queries'

/** So many submissions change in one statement: short locks, and a crash in between loses nothing. */
const portion = 500

/**
 * Makes the next portion of new verdicts count; answers how many items it looked at, 0 when there is none left. Safe to repeat and
 * on several nodes. A submission that has been judged otherwise since the set was collected stays as it is. In battles the new
 * verdict stays in the set, and the battle is marked: winner and rating followed from the old one.
 */
export async function applyPortion(db: Db, setId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    WITH todo AS (
      SELECT i.id, i.submission_id, i.new_verdict, i.new_score, i.new_result, s.kind, s.battle_id, s.result AS old_result,
             s.judged_at IS NOT DISTINCT FROM i.old_judged_at AS is_fresh
      FROM rejudge_item i JOIN submission s ON s.id = i.submission_id
      WHERE i.set_id = ${setId}::uuid AND i.outcome IS NULL AND ${isChanged}
      ORDER BY i.id LIMIT ${portion}::int FOR UPDATE OF i, s
    ), noted AS (
      UPDATE rejudge_item i SET
        outcome = CASE WHEN todo.is_fresh THEN 'applied' ELSE 'superseded' END, applied_at = now(), old_result = todo.old_result
      FROM todo WHERE i.id = todo.id
    ), replaced AS (
      UPDATE submission s SET verdict = todo.new_verdict, score = todo.new_score, result = todo.new_result, judged_at = now()
      FROM todo WHERE s.id = todo.submission_id AND todo.is_fresh AND todo.kind <> 'battle'
    ), marked AS (
      UPDATE battle b SET recompute_since = coalesce(b.recompute_since, now())
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
             s.judged_at = i.applied_at AS is_ours
      FROM rejudge_item i JOIN submission s ON s.id = i.submission_id
      WHERE i.set_id = ${setId}::uuid AND i.outcome IS NOT NULL
      ORDER BY i.id LIMIT ${portion}::int FOR UPDATE OF i, s
    ), noted AS (
      UPDATE rejudge_item i SET outcome = NULL, applied_at = NULL, old_result = NULL FROM todo WHERE i.id = todo.id
    ), restored AS (
      UPDATE submission s SET
        verdict = todo.old_verdict, score = todo.old_score, result = todo.old_result, judged_at = todo.old_judged_at
      FROM todo WHERE s.id = todo.submission_id AND todo.outcome = 'applied' AND todo.is_ours AND todo.kind <> 'battle'
    ), unmarked AS (
      UPDATE battle b SET recompute_since = NULL
      FROM todo WHERE b.id = todo.battle_id AND todo.outcome = 'applied' AND todo.kind = 'battle' AND NOT EXISTS (
        SELECT FROM rejudge_item other JOIN submission s ON s.id = other.submission_id
        WHERE s.battle_id = b.id AND other.set_id <> ${setId}::uuid AND other.outcome = 'applied')
    )
    SELECT count(*)::int AS count FROM todo`
  return row?.count ?? 0
}

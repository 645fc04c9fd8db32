import type { EditBatch } from '@eduscale/contracts/typing'
import type { Db } from '@eduscale/db'

/**
 * How long typing is still taken after a battle's end, in seconds: whoever was cut off when it ended comes back with what they typed
 * before it. Nothing is decided by typing, so it may be long.
 */
export const lateTypingSeconds = 300

export interface EditRow {
  battle_id: string
  user_id: string
  n: number
  language: string
  ops: EditBatch['ops']
}

/** Clocks and networks differ by so much, in milliseconds. */
const slackMs = 2_000

/**
 * A batch that is there already stays as it is, and one that comes long after the end is dropped. After the end only what was typed
 * before it counts: nothing fills a gap, nothing is dated back before what is there, and what was typed since is cut off.
 */
export async function insertEdits(db: Db, rows: readonly EditRow[]): Promise<void> {
  await db.sql`
    WITH given AS (
      SELECT e.*, b.ended_at, extract(epoch FROM b.ended_at - b.starts_at) * 1000 + ${slackMs}::int AS end_ms, last.n AS last_n, last.at_ms
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS e(battle_id uuid, user_id uuid, n int, language text, ops jsonb)
      JOIN battle b ON b.id = e.battle_id
      LEFT JOIN LATERAL (
        SELECT s.n, (s.ops->-1->>'atMs')::numeric AS at_ms FROM battle_edit s
        WHERE b.ended_at IS NOT NULL AND s.battle_id = e.battle_id AND s.user_id = e.user_id ORDER BY s.n DESC LIMIT 1
      ) last ON true
      WHERE b.ended_at IS NULL OR b.ended_at > clock_timestamp() - ${lateTypingSeconds}::int * interval '1 second'
    ), late AS (
      SELECT g.battle_id, g.user_id, g.n, g.language, (
        SELECT jsonb_agg(jsonb_set(o.op, '{atMs}', to_jsonb(greatest((o.op->>'atMs')::numeric, coalesce(g.at_ms, 0)))) ORDER BY o.place)
        FROM (
          SELECT op, place, bool_and((op->>'atMs')::numeric <= g.end_ms) OVER (ORDER BY place) AS was_before
          FROM jsonb_array_elements(g.ops) WITH ORDINALITY all_ops(op, place)
        ) o WHERE o.was_before
      ) AS ops
      FROM given g WHERE g.ended_at IS NOT NULL AND g.n > coalesce(g.last_n, 0)
    )
    INSERT INTO battle_edit (battle_id, user_id, n, language, ops)
    SELECT battle_id, user_id, n, language, ops FROM given WHERE ended_at IS NULL
    UNION ALL
    SELECT battle_id, user_id, n, language, ops FROM late WHERE ops IS NOT NULL
    ON CONFLICT DO NOTHING`
}

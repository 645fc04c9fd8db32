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

/** A batch that is there already stays as it is, and one that comes long after the end is dropped. */
export async function insertEdits(db: Db, rows: readonly EditRow[]): Promise<void> {
  await db.sql`
    INSERT INTO battle_edit (battle_id, user_id, n, language, ops)
    SELECT e.battle_id, e.user_id, e.n, e.language, e.ops
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS e(battle_id uuid, user_id uuid, n int, language text, ops jsonb)
    JOIN battle b ON b.id = e.battle_id
    WHERE b.ended_at IS NULL OR b.ended_at > clock_timestamp() - ${lateTypingSeconds}::int * interval '1 second'
    ON CONFLICT DO NOTHING`
}

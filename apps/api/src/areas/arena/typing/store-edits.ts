import type { EditBatch } from '@eduscale/contracts/typing'
import type { Db } from '@eduscale/db'

interface Pending {
  row: { battle_id: string; user_id: string; n: number; language: string; ops: EditBatch['ops'] }
  resolve: () => void
  reject: (error: unknown) => void
}

/** Typing comes in many small batches; those of one moment go into the database as one insert. */
const collectMs = 40

/** What was typed last is on its way when a battle ends; later than this nothing is added to it. */
const afterEndSeconds = 30

export interface EditStore {
  /** Resolves after the commit. A batch that is there already stays as it is, and one that comes long after the end is dropped. */
  store(battleId: string, userId: string, batch: EditBatch): Promise<void>
}

export function createEditStore(db: Db): EditStore {
  let pending: Pending[] = []
  const insert = (rows: readonly Pending['row'][]) => db.sql`
    INSERT INTO battle_edit (battle_id, user_id, n, language, ops)
    SELECT e.battle_id, e.user_id, e.n, e.language, e.ops
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS e(battle_id uuid, user_id uuid, n int, language text, ops jsonb)
    JOIN battle b ON b.id = e.battle_id
    WHERE b.ended_at IS NULL OR b.ended_at > clock_timestamp() - ${afterEndSeconds}::int * interval '1 second'
    ON CONFLICT DO NOTHING`
  const flush = async () => {
    const taken = pending
    pending = []
    try {
      await insert(taken.map(({ row }) => row))
      for (const { resolve } of taken) resolve()
    } catch (error) {
      if (taken.length === 1) return taken[0]?.reject(error)
      // What one of them did wrong is not the others' loss.
      await Promise.all(taken.map(({ row, resolve, reject }) => insert([row]).then(resolve, reject)))
    }
  }
  return {
    store: (battleId, userId, { n, language, ops }) =>
      new Promise((resolve, reject) => {
        pending.push({ row: { battle_id: battleId, user_id: userId, n, language, ops }, resolve, reject })
        if (pending.length === 1) setTimeout(() => void flush(), collectMs)
      }),
  }
}

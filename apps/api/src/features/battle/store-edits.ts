import type { EditBatch } from '@eduscale/contracts/battle'
import type { Db } from '@eduscale/db'

interface Pending {
  row: { battle_id: string; user_id: string; n: number; language: string; ops: EditBatch['ops'] }
  resolve: () => void
  reject: (error: unknown) => void
}

/** Typing comes in many small batches; those of one moment go into the database as one insert. */
const collectMs = 40

export interface EditStore {
  /** Resolves after the commit. A batch that is there already stays as it is. */
  store(battleId: string, userId: string, batch: EditBatch): Promise<void>
}

export function createEditStore(db: Db): EditStore {
  let pending: Pending[] = []
  const flush = async () => {
    const taken = pending
    pending = []
    try {
      await db.sql`
        INSERT INTO battle_edit (battle_id, user_id, n, language, ops)
        SELECT battle_id, user_id, n, language, ops
        FROM jsonb_to_recordset(${JSON.stringify(taken.map(({ row }) => row))}::jsonb)
          AS e(battle_id uuid, user_id uuid, n int, language text, ops jsonb)
        ON CONFLICT DO NOTHING`
      for (const { resolve } of taken) resolve()
    } catch (error) {
      for (const { reject } of taken) reject(error)
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

import type { EditBatch } from '@eduscale/contracts/typing'
import type { Db } from '@eduscale/db'
import { type EditRow, insertEdits } from './edit.queries'

interface Pending {
  row: EditRow
  resolve: () => void
  reject: (error: unknown) => void
}

/** Typing comes in many small batches; those of one moment go into the database as one insert. */
const collectMs = 40

export interface EditStore {
  /** Resolves after the commit. A batch that is there already stays as it is, and one that comes long after the end is dropped. */
  store(battleId: string, userId: string, batch: EditBatch): Promise<void>
}

export function createEditStore(db: Db): EditStore {
  let pending: Pending[] = []
  const insert = (rows: readonly EditRow[]) => insertEdits(db, rows)
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

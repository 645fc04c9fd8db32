import type { Db } from '@eduscale/db'

/** What a job needs of a submission. */
export const jobColumns = {
  kind: true,
  userId: true,
  battleId: true,
  language: true,
  code: true,
  files: true,
  input: true,
  problem: { select: { timeMs: true, memoryMb: true, outputBytes: true, testSetHash: true } },
} as const

/** What its job needs of a submission; null where it has its verdict. */
export async function findUnjudged(db: Db, id: string) {
  return db.submission.findUnique({ where: { id, verdict: null }, select: jobColumns })
}

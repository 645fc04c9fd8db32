import type { Verdict } from '@eduscale/contracts/verdict'
import type { Db } from '@eduscale/db'
import type { StoredResult } from './present-submission'

export async function getSubmission(db: Db, id: string) {
  return db.submission.findUniqueOrThrow({ where: { id } })
}

/** What its verdict depends on; null where there is no such submission. */
export async function findToJudge(db: Db, id: string) {
  return db.submission.findUnique({
    where: { id },
    select: { verdict: true, attempts: true, battleId: true, kind: true, problem: { select: { points: true } } },
  })
}

interface Judged {
  submissionId: string
  verdict: Verdict
  score: number | null
  /** Null outside of battles. */
  points: number | null
  result: StoredResult
}

/** False when it has been withdrawn, or has its verdict: the first one stays. */
export async function storeVerdict(db: Db, { submissionId: id, ...judged }: Judged): Promise<boolean> {
  const { count } = await db.submission.updateMany({
    where: { id, verdict: null },
    data: { ...judged, guestAddress: null, judgedAt: new Date() },
  })
  return count > 0
}

/** False when it has its verdict. */
export async function storeWithdrawal(db: Db, id: string): Promise<boolean> {
  const { count } = await db.submission.updateMany({
    where: { id, verdict: null },
    data: { verdict: 'SKIPPED', guestAddress: null, judgedAt: new Date() },
  })
  return count > 0
}

/** One more attempt was in vain: it gives its place with the runners up. */
export async function countAttempt(db: Db, id: string): Promise<void> {
  await db.submission.update({ where: { id }, data: { attempts: { increment: 1 }, fedAt: null } })
}

import type { Verdict } from '@eduscale/contracts/verdict'
import { Prisma, type Db } from '@eduscale/db'
import { writeJudgedFacts } from '../../../facts/write-fact.queries'
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

/**
 * Of one that is outside of battles, or came after its battle's end. False when it has been withdrawn, or has its verdict: the first one
 * stays.
 */
export async function storeVerdict(db: Db, judged: Judged): Promise<boolean> {
  const rows = await db.$queryRaw<object[]>`
    WITH judged AS (
      UPDATE submission SET verdict = ${judged.verdict}, score = ${judged.score}::double precision,
        points = ${judged.points}::double precision, result = ${JSON.stringify(judged.result)}::jsonb, guest_address = NULL,
        judged_at = clock_timestamp(), judgements = judgements + 1
      WHERE id = ${judged.submissionId}::uuid AND verdict IS NULL
      RETURNING id, kind, user_id, battle_id, problem_slug, language, verdict, judgements, NULL AS old_verdict
    ), told AS (${writeJudgedFacts(Prisma.sql`judged`)})
    SELECT id FROM judged`
  return rows.length > 0
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

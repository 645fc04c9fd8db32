import type { Db } from '@eduscale/db'

/** By receipt. */
export async function listSubmitted(db: Db, battleId: string) {
  return db.submission.findMany({ where: { battleId, kind: 'battle' }, orderBy: { recvSeq: 'asc' } })
}

/** Of each of these players the submission that won, else the last. */
export async function listDeciding(db: Db, battleId: string, userIds: readonly string[]) {
  return db.sql<{ userId: string; submissionId: string; language: string; code: string }>`
    SELECT DISTINCT ON (s.user_id) s.user_id AS "userId", s.id AS "submissionId", s.language, s.code
    FROM submission s JOIN battle b ON b.id = s.battle_id
    LEFT JOIN battle_event e ON e.battle_id = b.id AND e.type IN ('battle:finished', 'battle:corrected')
      AND e.data->>'winningSubmissionId' = s.id::text
      AND NOT EXISTS (SELECT FROM battle_event later
        WHERE later.battle_id = b.id AND later.type = 'battle:corrected' AND later.seq > e.seq)
    WHERE s.battle_id = ${battleId}::uuid AND s.kind = 'battle' AND s.user_id = ANY(${[...userIds]}::uuid[])
    ORDER BY s.user_id, e.seq IS NULL, s.recv_seq DESC`
}

/** Batches of typing from the last whole text on. */
export async function listLastTyped(db: Db, battleId: string, userId: string) {
  return db.sql<{ n: number; language: string; ops: unknown }>`
    SELECT n, language, ops FROM battle_edit
    WHERE battle_id = ${battleId}::uuid AND user_id = ${userId}::uuid AND n >= coalesce((
      SELECT max(n) FROM battle_edit
      WHERE battle_id = ${battleId}::uuid AND user_id = ${userId}::uuid AND ops @? '$[*].change.text'), 0)
    ORDER BY n`
}

/** Of all players together: what fifty type in three hours is a fraction of it. */
const maxTypingBytes = 32 * 1024 * 1024

/** What was typed in the last seconds is on its way when a battle ends, and isn't called late. */
const onItsWaySeconds = 5

/** All typing, from the start on as much as fits. */
export async function listTyping(db: Db, battleId: string) {
  return db.sql<{ userId: string; n: number; language: string; ops: unknown; isLate: boolean }>`
    SELECT user_id AS "userId", n, language, ops, coalesce(at > ended_at + ${onItsWaySeconds}::int * interval '1 second', false) AS "isLate"
    FROM (
      SELECT e.user_id, e.n, e.language, e.ops, e.at, b.ended_at, sum(octet_length(e.ops::text)) OVER (ORDER BY e.n, e.user_id) AS total
      FROM battle_edit e JOIN battle b ON b.id = e.battle_id WHERE e.battle_id = ${battleId}::uuid
    ) typed
    WHERE total <= ${maxTypingBytes}::int ORDER BY user_id, n`
}

/** Nobody looks at more, and fifty players who each run once a second make many. */
const maxRuns = 2_000

/** What was run while the battle went on. Afterwards its page may still be open, and its code run there. */
export async function listRuns(db: Db, battleId: string) {
  return db.$queryRaw<{ id: string; userId: string; on: 'samples' | 'own-input'; recvAt: Date; verdict: string | null }[]>`
    SELECT s.id, s.user_id AS "userId", s.recv_at AS "recvAt", s.verdict,
      CASE WHEN s.input IS NULL THEN 'samples' ELSE 'own-input' END AS on
    FROM submission s JOIN battle b ON b.id = s.battle_id
    WHERE s.battle_id = ${battleId}::uuid AND s.kind = 'run' AND s.recv_at BETWEEN b.starts_at AND b.ended_at
    ORDER BY s.recv_at LIMIT ${maxRuns}`
}

import { programsSchema, type Programs } from '@eduscale/contracts/battle'
import { editBatchSchema } from '@eduscale/contracts/typing'
import type { Db } from '@eduscale/db'
import { applyOp } from '@eduscale/rules/text-change'

/** What each of these players had in the end; of others than the battle's players there is nothing. */
export async function getPrograms(db: Db, battleId: string, userIds: readonly string[]): Promise<Programs> {
  const submissions = await db.sql<{ userId: string; submissionId: string; language: string; code: string }>`
    SELECT DISTINCT ON (s.user_id) s.user_id AS "userId", s.id AS "submissionId", s.language, s.code
    FROM submission s JOIN battle b ON b.id = s.battle_id
    LEFT JOIN battle_event e ON e.battle_id = b.id AND e.type IN ('battle:finished', 'battle:corrected')
      AND e.data->>'winningSubmissionId' = s.id::text
      AND NOT EXISTS (SELECT FROM battle_event later
        WHERE later.battle_id = b.id AND later.type = 'battle:corrected' AND later.seq > e.seq)
    WHERE s.battle_id = ${battleId}::uuid AND s.kind = 'battle' AND s.user_id = ANY(${userIds}::uuid[])
    ORDER BY s.user_id, e.seq IS NULL, s.recv_seq DESC`
  const programs = await Promise.all(
    userIds.map(async (userId) => {
      const submitted = submissions.find((submission) => submission.userId === userId)
      if (!submitted) return { userId, program: await readTyped(db, battleId, userId) }
      const { submissionId, language, code } = submitted
      return { userId, program: { submissionId, language, code } }
    }),
  )
  return programsSchema.parse({ programs })
}

/** The document as it was last typed: everything from the last whole text on. */
async function readTyped(db: Db, battleId: string, userId: string) {
  const rows = await db.sql<{ n: number; language: string; ops: unknown }>`
    SELECT n, language, ops FROM battle_edit
    WHERE battle_id = ${battleId}::uuid AND user_id = ${userId}::uuid AND n >= coalesce((
      SELECT max(n) FROM battle_edit
      WHERE battle_id = ${battleId}::uuid AND user_id = ${userId}::uuid AND ops @? '$[*].change.text'), 0)
    ORDER BY n`
  const batches = rows.map((row) => editBatchSchema.parse(row))
  const last = batches.at(-1)
  if (!last) return null
  const changes = batches.flatMap(({ ops }) => ops.flatMap(({ change }) => (change === null ? [] : [change])))
  return { submissionId: null, language: last.language, code: changes.reduce(applyOp, '') }
}

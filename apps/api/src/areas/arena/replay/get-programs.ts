import { programsSchema, type Programs } from '@eduscale/contracts/battle'
import { editBatchSchema } from '@eduscale/contracts/typing'
import type { Db } from '@eduscale/db'
import { applyOp } from '@eduscale/rules/text-change'
import { listDeciding, listLastTyped } from './replay.queries'

/** What each of these players had in the end; of others than the battle's players there is nothing. */
export async function getPrograms(db: Db, battleId: string, userIds: readonly string[]): Promise<Programs> {
  const submissions = await listDeciding(db, battleId, userIds)
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
  const rows = await listLastTyped(db, battleId, userId)
  const batches = rows.map((row) => editBatchSchema.parse(row))
  const last = batches.at(-1)
  if (!last) return null
  const changes = batches.flatMap(({ ops }) => ops.flatMap(({ change }) => (change === null ? [] : [change])))
  return { submissionId: null, language: last.language, code: changes.reduce(applyOp, '') }
}

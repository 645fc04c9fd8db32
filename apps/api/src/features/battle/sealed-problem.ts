import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { seal } from '@eduscale/record/seal'
import { getProblem } from '../problem/problem.queries'

/** A battle's statement, encrypted with the key that the log tells at the start. */
export async function getSealedProblem(db: Db, battleId: string): Promise<string> {
  const battle = await db.battle.findUniqueOrThrow({ where: { id: battleId }, select: { problemSlug: true, problemKey: true } })
  if (battle.problemKey === null) throw new AppError('not-found', 'This battle is from before statements were sealed.')
  return seal(battle.problemKey, await getProblem(db, battle.problemSlug))
}

import type { Db } from '@eduscale/db'
import { seal } from '@eduscale/record/seal'
import { getProblem } from '../problem/problem.queries'

/** A battle's statement, encrypted with the key that the log tells at the start; undefined for battles from before there were keys. */
export async function findSealedProblem(db: Db, battleId: string): Promise<string | undefined> {
  const battle = await db.battle.findUniqueOrThrow({ where: { id: battleId }, select: { problemSlug: true, problemKey: true } })
  return battle.problemKey === null ? undefined : seal(battle.problemKey, await getProblem(db, battle.problemSlug))
}

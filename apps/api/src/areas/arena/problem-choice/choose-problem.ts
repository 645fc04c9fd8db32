import type { Db } from '@eduscale/db'
import { commitTo, createSealKey, seal } from '@eduscale/record/seal'
import { getProblem } from '../../judge/face'
import type { BattleRow } from '../play/battle.queries'
import { pickProblem } from './pick-problem'

export interface ChosenProblem {
  slug: string
  /** Opens `sealed`; told at the start. */
  key: string
  /** Told at once: what was chosen can't be exchanged later. */
  commit: string
  sealed: string
}

/**
 * The problem of a battle whose players are all ready: nobody could have called it off for its sake, and it is new to as many of them
 * as can be. Throws `too-few-problems` when nothing fits any more.
 */
export async function chooseProblem(db: Db, battle: BattleRow): Promise<ChosenProblem> {
  const players = battle.players.map(({ userId }) => userId)
  const { slug, testSetHash } = await pickProblem(db, players, { ...battle.rules, slug: battle.wantedSlug })
  const problem = await getProblem(db, slug)
  const key = createSealKey()
  return { slug, key, commit: commitTo(key, problem, testSetHash), sealed: seal(key, problem) }
}

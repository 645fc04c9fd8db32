import type { BattleRules } from '@eduscale/contracts/battle'
import type { DbTransaction } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { countPool, drawProblem, fewest, type ProblemWish } from './problem-pool.queries'

/**
 * A problem that none of the players has met in a battle, or handed a program in for (bots don't count); where fewer than three are left,
 * one of the three met longest ago. Where points count, one with partial points if there is any (in a ranked battle, if there are three).
 * Never one that a player is in another running battle about: a verdict there would be known here. Throws `too-few-problems` when nothing
 * fits; of a certain one, `not-found`, and `already-playing` for whoever is in a battle about it.
 */
export async function pickProblem(
  db: DbTransaction,
  players: readonly string[],
  wish: ProblemWish,
): Promise<{ slug: string; testSetHash: string }> {
  const problem = await drawProblem(db, players, wish)
  if (problem) return problem
  if (wish.slug === null) throw new AppError('too-few-problems', 'There is no problem yet that fits what was asked for.')
  if (players.length > 0) throw new AppError('already-playing', 'One of the players is in another battle about this problem.')
  throw new AppError('not-found', 'There is no such problem in these languages.')
}

/**
 * Whoever may narrow the pool of a ranked battle down to one or two problems has chosen them. Throws `too-few-problems` there, where more
 * could be had by asking for less.
 */
export async function refuseNarrowWish(
  db: DbTransaction,
  wish: Pick<BattleRules, 'difficulty' | 'skills' | 'languages'>,
): Promise<void> {
  const pool = await countPool(db, wish)
  if (pool.fitting >= fewest || pool.fitting === pool.all) return
  throw new AppError(
    'too-few-problems',
    `A ranked battle chooses among at least ${fewest} problems, and ${pool.fitting} fit. Ask for less, or play a casual one.`,
  )
}

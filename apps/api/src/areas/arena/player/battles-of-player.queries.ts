import type { BattleState } from '@eduscale/contracts/battle'
import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { isProblemSecret, statesOf } from '@eduscale/rules/battle-states'

/** The battle that a user is in right now and should be led back to; null when none. */
export async function findActiveBattleId(db: Db, userId: string): Promise<string | null> {
  const player = await db.battlePlayer.findFirst({
    where: {
      userId,
      battle: { state: { in: [...statesOf.busy] } },
      // Whoever is out of a group that plays on is free, unless it is about their rating.
      OR: [{ leftBecause: null }, { isActiveRanked: true }],
    },
    orderBy: { battle: { createdAt: 'desc' } },
    select: { battleId: true },
  })
  return player?.battleId ?? null
}

/** The begun battle on this problem that a user still plays in; null when none. */
export async function findBattleOn(db: Db, userId: string, problemSlug: string): Promise<string | null> {
  const battle = await db.battle.findFirst({
    where: { problemSlug, state: { in: [...statesOf.played] }, players: { some: { userId, leftBecause: null } } },
    select: { id: true },
  })
  return battle?.id ?? null
}

/** The problem of a battle, for a run in it; only for players, and only once it has begun. Throws `not-a-player` or `wrong-state`. */
export async function getBattleProblem(db: Db, battleId: string, userId: string): Promise<string> {
  const battle = await db.battle.findUnique({
    where: { id: battleId, players: { some: { userId } } },
    select: { state: true, startsAt: true, endedAt: true, problemSlug: true },
  })
  if (!battle) throw new AppError('not-a-player', 'You are not a player of this battle.')
  if (battle.problemSlug === null || isProblemSecret({ ...battle, state: battle.state as BattleState }))
    throw new AppError('wrong-state', 'The battle has not begun.')
  return battle.problemSlug
}

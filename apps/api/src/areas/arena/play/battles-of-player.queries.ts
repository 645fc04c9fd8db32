import type { Db } from '@eduscale/db'

/** The battle that a user is in right now and should be led back to; null when none. */
export async function findActiveBattleId(db: Db, userId: string): Promise<string | null> {
  const player = await db.battlePlayer.findFirst({
    where: {
      userId,
      battle: { state: { in: ['READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'] } },
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
    where: { problemSlug, state: { in: ['RUNNING', 'SUSPENDED'] }, players: { some: { userId, leftBecause: null } } },
    select: { id: true },
  })
  return battle?.id ?? null
}

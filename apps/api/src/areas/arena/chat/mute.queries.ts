import type { Db } from '@eduscale/db'

export interface Mute {
  battleId: string
  userId: string
  mutedId: string
  isMuted: boolean
}

/** Who doesn't want to read this one. */
export async function listMuters(db: Db, battleId: string, mutedId: string): Promise<string[]> {
  const mutes = await db.battleMute.findMany({ where: { battleId, mutedId }, select: { userId: true } })
  return mutes.map(({ userId }) => userId)
}

export async function isInBattle(db: Db, battleId: string, userId: string): Promise<boolean> {
  return (await db.battlePlayer.count({ where: { battleId, userId } })) > 0
}

/** Returns all whom the user has muted in this battle. */
export async function setMute(db: Db, { battleId, userId, mutedId, isMuted }: Mute): Promise<string[]> {
  if (isMuted) await db.battleMute.createMany({ data: [{ battleId, userId, mutedId }], skipDuplicates: true })
  else await db.battleMute.deleteMany({ where: { battleId, userId, mutedId } })
  const mutes = await db.battleMute.findMany({ where: { battleId, userId }, select: { mutedId: true } })
  return mutes.map((mute) => mute.mutedId)
}

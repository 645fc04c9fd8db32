import type { ChatPreset } from '@eduscale/contracts/room'
import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app-context'
import { nextFrameNumber } from '../../../realtime/frame-number'

/** Says one of the few things there are to say, to all players but those who have muted the sender. */
export async function sayInBattle(app: AppContext, battleId: string, userId: string, preset: ChatPreset): Promise<void> {
  const mutes = await app.db.battleMute.findMany({ where: { battleId, mutedId: userId }, select: { userId: true } })
  app.publisher.chat(
    battleId,
    { from: userId, n: nextFrameNumber(), t: 'chat', d: { preset } },
    mutes.map((mute) => mute.userId),
  )
}

/** Mutes one player for another in one battle, or takes it back; returns all whom they have muted there. */
export async function mutePlayer(
  db: Db,
  given: { battleId: string; userId: string; mutedId: string; isMuted: boolean },
): Promise<string[]> {
  const { battleId, userId, mutedId, isMuted } = given
  const isPlayer = await db.battlePlayer.count({ where: { battleId, userId: mutedId } })
  if (isPlayer === 0 || mutedId === userId) throw new AppError('not-a-player', 'There is no such other player in this battle.')
  if (isMuted) await db.battleMute.createMany({ data: [{ battleId, userId, mutedId }], skipDuplicates: true })
  else await db.battleMute.deleteMany({ where: { battleId, userId, mutedId } })
  const mutes = await db.battleMute.findMany({ where: { battleId, userId }, select: { mutedId: true } })
  return mutes.map((mute) => mute.mutedId)
}

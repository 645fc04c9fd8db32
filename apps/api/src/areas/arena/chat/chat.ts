import type { ChatPreset } from '@eduscale/contracts/room'
import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import { nextFrameNumber } from '../../../realtime/frame-number'
import { isInBattle, listMuters, type Mute, setMute } from './mute.queries'

/** Says one of the few things there are to say, to all players but those who have muted the sender. */
export async function sayInBattle(app: AppContext, battleId: string, userId: string, preset: ChatPreset): Promise<void> {
  const muters = await listMuters(app.db, battleId, userId)
  app.publisher.chat(battleId, { from: userId, n: nextFrameNumber(), t: 'chat', d: { preset } }, muters)
}

/** Mutes one player for another in one battle, or takes it back; returns all whom they have muted there. */
export async function mutePlayer(db: Db, mute: Mute): Promise<string[]> {
  const { battleId, userId, mutedId } = mute
  if (mutedId === userId || !(await isInBattle(db, battleId, mutedId)))
    throw new AppError('not-a-player', 'There is no such other player in this battle.')
  return setMute(db, mute)
}

import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { Namespace } from '../../../realtime/sockets'
import type { AppContext } from '../../../app/app-context'
import { userRoom } from '../../../realtime/room-names'
import { botUserId, findCasualBattle, isBotHere, sawBot } from './bot.queries'

/** The nodes that hold the bot's connection say so, as they come and by the second: a lease, as players' presence is one. */
export function watchBot(namespace: Namespace, db: Db): { renew: () => Promise<void> } {
  const renew = async () => {
    if (namespace.adapter.rooms.has(userRoom(botUserId))) await sawBot(db)
  }
  namespace.adapter.on('create-room', (room: string) => {
    // What fails now is done by the next turn.
    if (room === userRoom(botUserId)) renew().catch(() => {})
  })
  return { renew }
}

/** Throws `bot-away` on a platform without one, and while it isn't connected: a battle against it would be void. */
export async function getBotId({ db, config }: AppContext): Promise<string> {
  if (await isBotHere(db, config.PRESENCE_LEASE_MS)) return botUserId
  throw new AppError('bot-away', 'The bot is not here at the moment; try again in a minute.')
}

/**
 * Starts a battle against the bot for somebody who is in no other casual battle. One after another for one person: of five requests at
 * once each would find none yet, and where the lock fails them, the database lets them be ready in one. Throws `already-playing`.
 */
export async function withNoOtherBattle<Result>(
  { db, locks }: Pick<AppContext, 'db' | 'locks'>,
  userId: string,
  start: () => Promise<Result>,
): Promise<Result> {
  return locks.with(`bot-battle:${userId}`, async () => {
    const battleId = await findCasualBattle(db, userId)
    if (battleId === null) return start()
    throw new AppError('already-playing', 'You are in another battle; end that one first.', {
      data: { battleId },
    })
  })
}

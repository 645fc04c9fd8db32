import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { Namespace } from '../../../realtime/sockets'
import type { AppContext } from '../../../app-context'
import { userRoom } from '../../../realtime/room-names'
import { hashToken } from '../../../http/session-token'

/** The one bot there is so far. Its battles are never rated. */
export const botUserId = '00000000-0000-4000-8000-0000000000b0'

/**
 * Makes the bot's account, and lets whoever holds the token play as it, and nobody who held another one. In one statement that takes what
 * is there as it is: every node does this at its start, all at the same moment.
 */
export async function ensureBotAccount(db: Db, token: string): Promise<void> {
  await db.$executeRaw`
    WITH bot AS (
      INSERT INTO "user" (id, name, name_key, kind) VALUES (${botUserId}::uuid, 'Bot Easy', 'bot easy', 'bot')
      ON CONFLICT DO NOTHING
    ), withdrawn AS (
      DELETE FROM session WHERE user_id = ${botUserId}::uuid AND token_hash <> ${hashToken(token)}
    ), rated AS (
      INSERT INTO rating (user_id) VALUES (${botUserId}::uuid) ON CONFLICT DO NOTHING
    )
    INSERT INTO session (token_hash, user_id, expires_at) VALUES (${hashToken(token)}, ${botUserId}::uuid, '2100-01-01')
    ON CONFLICT DO NOTHING`
}

/** The nodes that hold the bot's connection say so, as they come and by the second: a lease, as players' presence is one. */
export function watchBot(namespace: Namespace, db: Db): { renew: () => Promise<void> } {
  const renew = async () => {
    if (namespace.adapter.rooms.has(userRoom(botUserId)))
      await db.sql`UPDATE "user" SET seen_at = clock_timestamp() WHERE id = ${botUserId}::uuid`
  }
  namespace.adapter.on('create-room', (room: string) => {
    // What fails now is done by the next turn.
    if (room === userRoom(botUserId)) renew().catch(() => {})
  })
  return { renew }
}

/** Throws `bot-away` on a platform without one, and while it isn't connected: a battle against it would be void. */
export async function getBotId({ db, config }: AppContext): Promise<string> {
  const [bot] = await db.sql<{ id: string }>`
    SELECT id FROM "user" WHERE id = ${botUserId}::uuid
      AND seen_at > clock_timestamp() - ${config.PRESENCE_LEASE_MS}::int * interval '1 millisecond'`
  if (!bot) throw new AppError('bot-away', 'The bot is not here at the moment; try again in a minute.')
  return bot.id
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
    const player = await db.battlePlayer.findFirst({
      where: {
        userId,
        leftBecause: null,
        battle: { state: { in: ['READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'] } },
        OR: [{ battle: { originKind: 'bot' } }, { activeCasual: { not: null } }],
      },
      select: { battleId: true },
    })
    if (!player) return start()
    throw new AppError('already-playing', 'You are in another battle; end that one first.', {
      data: { battleId: player.battleId },
    })
  })
}

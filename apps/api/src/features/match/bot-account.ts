import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { Namespace } from 'socket.io'
import type { AppContext } from '../../app-context'
import { userRoom } from '../../realtime/room-names'
import { hashToken } from '../account/authenticate'

/** The one bot there is so far. Its battles are never rated. */
export const botUserId = '00000000-0000-4000-8000-0000000000b0'

/**
 * Makes the bot's account, and lets whoever holds the token play as it, and nobody who held another one. In one statement that takes what is there as it is: every
 * node does this at its start, all at the same moment.
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

/** One battle against the bot at a time, since nobody else waits in it. Throws `already-playing`. */
export async function requireNoBotBattle(db: Pick<Db, 'battle'>, userId: string): Promise<void> {
  const battle = await db.battle.findFirst({
    where: {
      originKind: 'bot',
      state: { in: ['READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'] },
      players: { some: { userId } },
    },
    select: { id: true },
  })
  if (battle)
    throw new AppError('already-playing', 'You play against the bot already; end that battle first.', {
      data: { battleId: battle.id },
    })
}

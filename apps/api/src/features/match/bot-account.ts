import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
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

/** Throws `unavailable` on a platform without one. */
export async function getBotId(db: Db): Promise<string> {
  const bot = await db.user.findUnique({ where: { id: botUserId }, select: { id: true } })
  if (!bot) throw new AppError('unavailable', 'The bot is not playing at the moment.')
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

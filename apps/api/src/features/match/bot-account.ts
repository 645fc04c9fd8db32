import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../app-context'
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

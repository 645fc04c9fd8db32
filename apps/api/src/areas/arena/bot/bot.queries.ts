import { Prisma, type Db } from '@eduscale/db'
import { statesOf } from '@eduscale/rules/battle-states'
import { writeFact } from '../../../facts/write-fact.queries'
import { hashToken } from '../../../http/bearer-token'
import { sessionOfToken } from '../../identity/face'

/** The one bot there is so far. Its battles are never rated. */
export const botUserId = '00000000-0000-4000-8000-0000000000b0'

/**
 * Makes the bot's account, and lets whoever holds the token play as it, and nobody who held another one. In one statement that takes what
 * is there as it is: every node does this at its start, all at the same moment.
 */
export async function ensureBotAccount(db: Db, token: string): Promise<void> {
  const fact = { type: 'account-created', subject: botUserId, number: 1, data: { kind: 'bot' } } as const
  const made = writeFact(fact, Prisma.sql`bot`)
  await db.$executeRaw`
    WITH bot AS (
      INSERT INTO "user" (id, name, name_key, kind) VALUES (${botUserId}::uuid, 'Bot Easy', 'bot easy', 'bot')
      ON CONFLICT DO NOTHING RETURNING id
    ), told AS (${made}), withdrawn AS (
      DELETE FROM bearer_token WHERE user_id = ${botUserId}::uuid AND token_hash <> ${hashToken(token)}
    ), ended AS (
      UPDATE session SET
        withdrawn_at = CASE WHEN id <> ${sessionOfToken(token)}::uuid THEN coalesce(withdrawn_at, clock_timestamp()) END,
        reason = CASE WHEN id <> ${sessionOfToken(token)}::uuid THEN 'ended' END
      WHERE user_id = ${botUserId}::uuid
    ), rated AS (
      INSERT INTO rating (user_id) VALUES (${botUserId}::uuid) ON CONFLICT DO NOTHING
    )
    INSERT INTO bearer_token (token_hash, user_id, expires_at) VALUES (${hashToken(token)}, ${botUserId}::uuid, '2100-01-01')
    ON CONFLICT DO NOTHING`
}

export async function sawBot(db: Db): Promise<void> {
  await db.sql`UPDATE "user" SET seen_at = clock_timestamp() WHERE id = ${botUserId}::uuid`
}

export async function isBotHere(db: Db, leaseMs: number): Promise<boolean> {
  const bots = await db.sql<{ id: string }>`
    SELECT id FROM "user" WHERE id = ${botUserId}::uuid
      AND seen_at > clock_timestamp() - ${leaseMs}::int * interval '1 millisecond'`
  return bots.length > 0
}

/** A battle that keeps somebody from one against the bot; null when none does. */
export async function findCasualBattle(db: Pick<Db, 'battlePlayer'>, userId: string): Promise<string | null> {
  const player = await db.battlePlayer.findFirst({
    where: {
      userId,
      leftBecause: null,
      battle: { state: { in: [...statesOf.busy] } },
      OR: [{ battle: { originKind: 'bot' } }, { activeCasual: { not: null } }],
    },
    select: { battleId: true },
  })
  return player?.battleId ?? null
}

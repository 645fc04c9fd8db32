import { Prisma, type DbTransaction } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { pairWaiting } from '@eduscale/rules/matchmaking'
import type { AppContext } from '../../../app-context'
import { countDuplicates, insertBattle, type BattleStart } from '../play/start-battle'
import { lockOpenTickets, ticketLeaseMs } from './ticket.queries'

const matchLimitMs = 20 * 60_000

/** Battles made in one transaction: whoever queues when very many do should not wait for all of them. */
const perTransaction = 16

export const severalWait = Prisma.sql`SELECT count(*) > 1 FROM (SELECT FROM ticket WHERE state = 'open' LIMIT 2) waiting`

/**
 * Pairs whoever waits. Tickets are locked with SKIP LOCKED, and closed in the transaction that inserts their battle, so several
 * matchers at once never give one ticket two battles.
 */
export async function matchTickets(app: AppContext): Promise<void> {
  // Mostly whoever has just come is the only one: one small question then, instead of a transaction.
  const [waiting] = await app.db.sql<{ several: boolean }>`SELECT (${severalWait}) AS several`
  if (!waiting?.several) return
  for (let made = perTransaction; made === perTransaction;) {
    const battles = await app.db.$transaction((tx) => makeBattles(tx), { timeout: 20_000 })
    made = battles.length
    for (const { battleId, start } of battles) {
      app.metrics.battleStarts.inc({ outcome: 'started' })
      for (const userId of start.players) app.publisher.notice(userId, { t: 'match:found', d: { battleId } })
      await countDuplicates(app, start)
    }
  }
}

async function makeBattles(tx: DbTransaction): Promise<{ battleId: string; start: BattleStart }[]> {
  const battles: { battleId: string; start: BattleStart }[] = []
  for (const [first, second] of pairWaiting(await lockOpenTickets(tx))) {
    if (battles.length === perTransaction) break
    const start: BattleStart = {
      originKind: 'match',
      originKey: [first.id, second.id].toSorted().join(':'),
      rules: { limitMs: matchLimitMs, isRanked: first.isRanked, difficulty: first.difficulty ?? second.difficulty },
      players: [first.userId, second.userId],
    }
    // That no problem fits these two is no reason to keep the others waiting.
    const battleId = await insertBattle(tx, start).catch((error: unknown) => {
      if (error instanceof AppError) return null
      throw error
    })
    if (!battleId) continue
    await tx.$executeRaw`
      UPDATE ticket SET state = 'matched', battle_id = ${battleId}::uuid, closed_at = clock_timestamp()
      WHERE id IN (${first.id}::uuid, ${second.id}::uuid)`
    battles.push({ battleId, start })
  }
  return battles
}

const leftAlone = Prisma.sql`state = 'open' AND seen_at < clock_timestamp() - ${ticketLeaseMs}::int * interval '1 millisecond'`
export const ticketsExpire = Prisma.sql`EXISTS (SELECT FROM ticket WHERE ${leftAlone})`

/** Tells their owners, should they look again. */
export async function expireTickets(app: AppContext): Promise<void> {
  const expired = await app.db.$queryRaw<{ user_id: string }[]>`
    UPDATE ticket SET state = 'expired', closed_at = clock_timestamp() WHERE ${leftAlone} RETURNING user_id`
  for (const { user_id } of expired) app.publisher.notice(user_id, { t: 'match:left', d: { reason: 'expired' } })
}

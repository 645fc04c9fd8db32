import type { DbTransaction } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { pairWaiting, type Waiting } from '@eduscale/rules/matchmaking'
import type { AppContext } from '../../../app/app-context'
import { countDuplicates, insertBattle } from '../play/start-battle'
import type { BattleStart } from '../play/start.queries'
import { closeLeftAlone, closeMatched, doSeveralWait, withOpenTickets } from './waiting.queries'

const matchLimitMs = 20 * 60_000

/** Battles made in one transaction: whoever queues when very many do should not wait for all of them. */
const perTransaction = 16

/**
 * Pairs whoever waits. Tickets are locked with SKIP LOCKED, and closed in the transaction that inserts their battle, so several
 * matchers at once never give one ticket two battles.
 */
export async function matchTickets(app: AppContext): Promise<void> {
  // Mostly whoever has just come is the only one: one small question then, instead of a transaction.
  if (!(await doSeveralWait(app.db))) return
  for (let made = perTransaction; made === perTransaction;) {
    const battles = await withOpenTickets(app.db, makeBattles)
    made = battles.length
    for (const { battleId, start } of battles) {
      app.metrics.battleStarts.inc({ outcome: 'started' })
      for (const userId of start.players) app.publisher.notice(userId, { t: 'match:found', d: { battleId } })
      await countDuplicates(app, start)
    }
  }
}

async function makeBattles(tx: DbTransaction, waiting: readonly Waiting[]): Promise<{ battleId: string; start: BattleStart }[]> {
  const battles: { battleId: string; start: BattleStart }[] = []
  for (const [first, second] of pairWaiting(waiting)) {
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
    await closeMatched(tx, battleId, [first.id, second.id])
    battles.push({ battleId, start })
  }
  return battles
}

/** Tells their owners, should they look again. */
export async function expireTickets(app: AppContext): Promise<void> {
  for (const userId of await closeLeftAlone(app.db)) app.publisher.notice(userId, { t: 'match:left', d: { reason: 'expired' } })
}

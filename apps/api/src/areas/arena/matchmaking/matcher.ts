import type { DbTransaction } from '@eduscale/db'
import { withSavepoint } from '@eduscale/db/savepoint'
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
    const battles = await withOpenTickets(app.db, (tx, waiting) => makeBattles(app, tx, waiting))
    made = battles.length
    for (const { battleId, start } of battles) {
      app.metrics.battleStarts.inc({ outcome: 'started' })
      for (const userId of start.players) app.publisher.notice(userId, { t: 'match:found', d: { battleId } })
      await countDuplicates(app, start)
    }
  }
}

/** Two who can't be put into a battle are left alone for a while; both may meet others meanwhile, and keep nobody waiting. */
async function makeBattles({ tries }: AppContext, tx: DbTransaction, waiting: readonly Waiting[]): Promise<MatchedBattle[]> {
  const battles: MatchedBattle[] = []
  const resting = new Set(tries.matches.resting())
  const pairs = pairWaiting(waiting, (first, second) => resting.size > 0 && resting.has(keyOf([first, second])))
  await tries.matches.each(pairs, keyOf, async (pair) => {
    if (battles.length === perTransaction) return
    const battle = await withSavepoint(tx, () => makeBattle(tx, pair))
    if (battle) battles.push(battle)
  })
  return battles
}

interface MatchedBattle {
  battleId: string
  start: BattleStart
}

async function makeBattle(tx: DbTransaction, [first, second]: [Waiting, Waiting]): Promise<MatchedBattle | null> {
  const start: BattleStart = {
    originKind: 'match',
    originKey: keyOf([first, second]),
    rules: { limitMs: matchLimitMs, isRanked: first.isRanked, difficulty: first.difficulty ?? second.difficulty },
    players: [first.userId, second.userId],
  }
  // That no problem fits these two is no reason to keep the others waiting.
  const battleId = await insertBattle(tx, start).catch((error: unknown) => {
    if (error instanceof AppError) return null
    throw error
  })
  if (!battleId) return null
  await closeMatched(tx, battleId, [first.id, second.id])
  return { battleId, start }
}

function keyOf(pair: readonly [Waiting, Waiting]): string {
  return pair
    .map(({ id }) => id)
    .toSorted()
    .join(':')
}

/** Tells their owners, should they look again. */
export async function expireTickets(app: AppContext): Promise<void> {
  for (const userId of await closeLeftAlone(app.db)) app.publisher.notice(userId, { t: 'match:left', d: { reason: 'expired' } })
}

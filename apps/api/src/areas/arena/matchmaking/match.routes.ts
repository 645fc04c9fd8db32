import type { Eligibility, Ticket } from '@eduscale/contracts/arena'
import { isUniqueViolation } from '@eduscale/db/refused-data'
import { createBatch } from '@eduscale/platform/batch'
import { AppError } from '@eduscale/platform/errors'
import { desertionCountsMs, queuePenaltyUntil, ratingWindow } from '@eduscale/rules/matchmaking'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { findActiveBattleId } from '../player/battles-of-player.queries'
import { matchTickets } from './matcher'
import {
  cancelTicket,
  countOthersWaiting,
  createTicket,
  findExpectedWaitMs,
  findLastTicket,
  listDesertions,
  renewTicket,
} from './ticket.queries'

export function matchRoutes(http: RouteRegistry, app: AppContext): void {
  const { db } = app
  /** An opponent may have been waiting: nobody waits for the matcher's next look. */
  const matchNow = createBatch({
    maxSize: 1_000,
    run: async (asked: readonly null[]) => {
      await matchTickets(app)
      return asked
    },
  })

  http.serve('openTicket', async ({ body, user }) => {
    const activeBattleId = await findActiveBattleId(db, user.id)
    if (activeBattleId)
      throw new AppError('already-playing', 'You are in a battle already.', { data: { battleId: activeBattleId } })
    await requireEligible(app, user.id)
    try {
      await createTicket(db, user.id, body)
    } catch (error) {
      if (isUniqueViolation(error)) throw new AppError('already-queued', 'You are in the queue already.')
      throw error
    }
    const ticket = await getTicket(app, user.id)
    matchNow(null).catch((err: unknown) => app.log.warn({ err }, 'tickets could not be matched at once; the matcher looks again'))
    return ticket
  })

  http.serve('getEligibility', ({ user }) => getEligibility(app, user.id))

  http.serve('getTicket', ({ user }) => getTicket(app, user.id))

  http.serve('renewTicket', async ({ user }) => {
    await renewTicket(db, user.id)
    return getTicket(app, user.id)
  })

  http.serve('cancelTicket', async ({ user }) => {
    if (await cancelTicket(db, user.id)) app.publisher.notice(user.id, { t: 'match:left', d: { reason: 'cancelled' } })
  })
}

/** Throws `queue-penalty` with the moment from which on they may again. */
async function requireEligible(app: AppContext, userId: string): Promise<void> {
  const { penaltyUntil } = await getEligibility(app, userId)
  if (penaltyUntil === null) return
  throw new AppError('queue-penalty', 'You left several opponents waiting; the queue takes you again in a while.', {
    data: { until: penaltyUntil },
  })
}

async function getEligibility(app: AppContext, userId: string): Promise<Eligibility> {
  const desertions = await listDesertions(app.db, userId, desertionCountsMs)
  const until = queuePenaltyUntil(desertions, Date.now())
  return { penaltyUntil: until === null ? null : new Date(until).toISOString(), desertions: desertions.length }
}

async function getTicket(app: AppContext, userId: string): Promise<Ticket> {
  const ticket = await findLastTicket(app.db, userId)
  if (!ticket) throw new AppError('not-found', 'You are not in the queue.')
  const { isRanked, difficulty, rating, deviation } = ticket
  const [othersWaiting, expectedWaitMs] = await Promise.all([
    countOthersWaiting(app.db, { userId, isRanked }),
    findExpectedWaitMs(app.db, { isRanked, difficulty, rating }),
  ])
  const window = ratingWindow({ waitedMs: Date.now() - ticket.createdAt.getTime(), deviation, isRanked })
  return {
    id: ticket.id,
    state: ticket.state as Ticket['state'],
    difficulty: difficulty as Ticket['difficulty'],
    isRanked,
    createdAt: ticket.createdAt.toISOString(),
    expectedWaitMs,
    // Infinity is no JSON number; no rating is further away than this.
    windowNow: Number.isFinite(window) ? window : 10_000,
    othersWaiting,
    battleId: ticket.battleId,
  }
}

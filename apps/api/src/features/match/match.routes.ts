import { randomUUID } from 'node:crypto'
import { ticketBodySchema, type Ticket } from '@eduscale/contracts/arena'
import { AppError } from '@eduscale/platform/errors'
import { ratingWindow } from '@eduscale/rules/matchmaking'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app-context'
import { parse } from '../../http/server'
import { getRequestUser } from '../account/authenticate'
import { findActiveBattleId } from '../battle/battle.queries'
import { isUniqueViolation } from '../battle/transition'

export function matchRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app

  server.post('/v1/tickets', async (request, reply) => {
    const body = parse(ticketBodySchema, request.body)
    const user = await getRequestUser(db, request)
    const activeBattleId = await findActiveBattleId(db, user.id)
    if (activeBattleId)
      throw new AppError('already-playing', 'You are in a battle already.', { data: { battleId: activeBattleId } })
    const rating = await db.rating.findUnique({ where: { userId: user.id }, select: { rating: true } })
    try {
      await db.ticket.create({
        data: { id: randomUUID(), userId: user.id, state: 'open', ...body, rating: rating?.rating ?? 1500 },
      })
    } catch (error) {
      if (isUniqueViolation(error)) throw new AppError('already-queued', 'You are in the queue already.')
      throw error
    }
    return reply.status(201).send(await getTicket(app, user.id))
  })

  /** Asking after the ticket keeps it alive. */
  server.get('/v1/tickets/current', async (request) => {
    const user = await getRequestUser(db, request)
    await db.ticket.updateMany({ where: { userId: user.id, state: 'open' }, data: { seenAt: new Date() } })
    return getTicket(app, user.id)
  })

  server.delete('/v1/tickets/current', async (request, reply) => {
    const user = await getRequestUser(db, request)
    const { count } = await db.ticket.updateMany({
      where: { userId: user.id, state: 'open' },
      data: { state: 'cancelled', closedAt: new Date() },
    })
    if (count > 0) app.publisher.notice(user.id, { t: 'match:left', d: { reason: 'cancelled' } })
    return reply.status(204).send()
  })
}

async function getTicket(app: AppContext, userId: string): Promise<Ticket> {
  const ticket = await app.db.ticket.findFirst({ where: { userId }, orderBy: { createdAt: 'desc' } })
  if (!ticket) throw new AppError('not-found', 'You are not in the queue.')
  const othersWaiting = await app.db.ticket.count({ where: { state: 'open', userId: { not: userId } } })
  const window = ratingWindow(Date.now() - ticket.createdAt.getTime())
  return {
    id: ticket.id,
    state: ticket.state as Ticket['state'],
    difficulty: ticket.difficulty as Ticket['difficulty'],
    createdAt: ticket.createdAt.toISOString(),
    // Infinity is no JSON number; no rating is further away than this.
    windowNow: Number.isFinite(window) ? window : 10_000,
    othersWaiting,
    battleId: ticket.battleId,
  }
}

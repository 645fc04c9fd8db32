import { randomInt } from 'node:crypto'
import { botBattleBodySchema, inviteBodySchema, type Invite } from '@eduscale/contracts/arena'
import type { GivenBattleRules } from '@eduscale/contracts/battle'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../app-context'
import { callerKey, parse } from '../../http/server'
import { getPublicUser } from '../account/account.queries'
import { findRequestUser, getRequestUser } from '../account/authenticate'
import { startBattle } from '../battle/start-battle'
import { transition } from '../battle/transition'
import { botUserId } from './bot-account'

const inviteParams = z.object({ id: z.string().regex(/^[0-9A-Za-z]{10}$/) })

export function inviteRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app
  const perMinute = (max: number) => ({ config: { rateLimit: { max, timeWindow: '1 minute', keyGenerator: callerKey } } })

  server.post('/v1/invites', perMinute(20), async (request, reply) => {
    const body = parse(inviteBodySchema, request.body)
    const user = await getRequestUser(db, request)
    await cancelOpenInvites(app, user.id)
    const id = inviteId()
    const rules: GivenBattleRules = { limitMs: body.limitMinutes * 60_000, isRanked: body.isRanked, difficulty: body.difficulty }
    const { battleId } = await startBattle(app, { originKind: 'invite', originKey: id, rules, players: [user.id] })
    await db.invite.create({ data: { id, battleId, hostId: user.id } })
    return reply.status(201).send(await getInvite(app, id, user.id))
  })

  server.get('/v1/invites/:id', async (request) => {
    const user = await findRequestUser(db, request)
    return getInvite(app, parse(inviteParams, request.params).id, user?.id ?? null)
  })

  server.post('/v1/invites/:id/join', perMinute(30), async (request) => {
    const { id } = parse(inviteParams, request.params)
    const user = await getRequestUser(db, request)
    const invite = await db.invite.findUnique({ where: { id } })
    if (!invite) throw new AppError('not-found', 'There is no such invitation.')
    if (invite.hostId === user.id) throw new AppError('forbidden', 'This is your own invitation; send the link to somebody else.')
    await transition(app, { battleId: invite.battleId, input: { by: 'join', player: await getPublicUser(db, user.id) } })
    app.publisher.notice(invite.hostId, { t: 'battle:opened', d: { battleId: invite.battleId } })
    return { battleId: invite.battleId }
  })

  server.delete('/v1/invites/:id', async (request, reply) => {
    const { id } = parse(inviteParams, request.params)
    const user = await getRequestUser(db, request)
    const invite = await db.invite.findUnique({ where: { id, hostId: user.id } })
    if (!invite) throw new AppError('not-found', 'There is no such invitation of yours.')
    await transition(app, { battleId: invite.battleId, input: { by: 'decline', userId: user.id } })
    return reply.status(204).send()
  })

  server.post('/v1/bot-battles', perMinute(20), async (request, reply) => {
    const body = parse(botBattleBodySchema, request.body)
    const user = await getRequestUser(db, request)
    const bot = await db.user.findUnique({ where: { id: botUserId }, select: { id: true } })
    if (!bot) throw new AppError('unavailable', 'The bot is not playing at the moment.')
    const rules: GivenBattleRules = { limitMs: body.limitMinutes * 60_000, isRanked: false, difficulty: body.difficulty }
    const started = await startBattle(app, { originKind: 'bot', originKey: inviteId(), rules, players: [user.id, bot.id] })
    return reply.status(201).send({ battleId: started.battleId })
  })
}

/** Ten characters of 58, none of them easily mistaken for another: 58 bits. */
function inviteId(): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  return Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('')
}

async function getInvite(app: AppContext, id: string, userId: string | null): Promise<Invite> {
  const invite = await app.db.invite.findUnique({
    where: { id },
    include: { battle: { select: { state: true, rules: true, players: { select: { userId: true } } } } },
  })
  if (!invite) throw new AppError('not-found', 'There is no such invitation.')
  const isPlayer = invite.battle.players.some((player) => player.userId === userId)
  return {
    id,
    host: await getPublicUser(app.db, invite.hostId),
    rules: invite.battle.rules as Invite['rules'],
    battleState: invite.battle.state as Invite['battleState'],
    battleId: isPlayer ? invite.battleId : null,
    isMine: invite.hostId === userId,
    url: new URL(`/invite/${id}`, app.config.PUBLIC_URL).href,
  }
}

/** A host has one open invitation; a new one takes the place of the old. */
async function cancelOpenInvites(app: AppContext, userId: string): Promise<void> {
  const open = await app.db.invite.findMany({ where: { hostId: userId, battle: { state: 'LOBBY' } }, select: { battleId: true } })
  for (const { battleId } of open) {
    // Somebody may join at this very moment; then the invitation isn't open any more, and stays.
    await transition(app, { battleId, input: { by: 'decline', userId } }).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
    })
  }
}

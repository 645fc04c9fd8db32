import { botBattleBodySchema, inviteBodySchema } from '@eduscale/contracts/arena'
import type { GivenBattleRules } from '@eduscale/contracts/battle'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { findRequestUser, getPublicUser, getRequestUser, limitCaller } from '../../identity/face'
import { findBattleOn } from '../play/battles-of-player.queries'
import { withdrawRematches } from '../play/rematch'
import { startBattle } from '../play/start-battle'
import { transition } from '../play/transition'
import { hasWatched } from '../watch/watch-feed.queries'
import { getBotId, withNoOtherBattle } from '../bot/bot-account'
import { cancelOpenInvites, getInvite, inviteId } from './invite'
import { createInvite, findInvite } from './invite.queries'

const inviteParams = z.object({ id: z.string().regex(/^[0-9A-Za-z]{10}$/) })

export function inviteRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app

  server.post('/v1/invites', limitCaller(app, 'invites', 20), async (request, reply) => {
    const body = parseGiven(inviteBodySchema, request.body)
    const user = await getRequestUser(db, request)
    await cancelOpenInvites(app, user.id)
    const id = inviteId()
    const rules: GivenBattleRules = { limitMs: body.limitMinutes * 60_000, isRanked: body.isRanked, difficulty: body.difficulty }
    const { battleId } = await startBattle(app, { originKind: 'invite', originKey: id, rules, players: [user.id] })
    await createInvite(db, { id, battleId, hostId: user.id })
    return reply.status(201).send(await getInvite(app, id, user.id))
  })

  server.get('/v1/invites/:id', async (request) => {
    const user = await findRequestUser(db, request)
    return getInvite(app, parseGiven(inviteParams, request.params).id, user?.id ?? null)
  })

  server.post('/v1/invites/:id/join', limitCaller(app, 'joins', 30), async (request) => {
    const { id } = parseGiven(inviteParams, request.params)
    const user = await getRequestUser(db, request)
    const invite = await findInvite(db, id)
    if (!invite) throw new AppError('not-found', 'There is no such invitation.')
    if (invite.hostId === user.id && invite.battle.originKind === 'invite')
      throw new AppError('forbidden', 'This is your own invitation; send the link to somebody else.')
    const origin = invite.battle.originKind
    const { battleId } = invite
    // Of a battle that takes latecomers: verdicts in one would be known in the other.
    const { problemSlug } = invite.battle
    const other = problemSlug === null ? null : await findBattleOn(db, user.id, problemSlug)
    if (other !== null && other !== battleId)
      throw new AppError('already-playing', 'You are in another battle about this problem.')
    const [player, watched] = await Promise.all([getPublicUser(db, user.id), hasWatched(db, battleId, user.id)])
    await transition(app, { battleId, input: { by: 'join', player, hasWatched: watched } })
    await withdrawRematches(app, user.id, battleId)
    // The host of a room is in it already.
    if (origin === 'invite') app.publisher.notice(invite.hostId, { t: 'battle:opened', d: { battleId: invite.battleId } })
    return { battleId: invite.battleId }
  })

  server.delete('/v1/invites/:id', async (request, reply) => {
    const { id } = parseGiven(inviteParams, request.params)
    const user = await getRequestUser(db, request)
    const invite = await findInvite(db, id)
    if (invite?.hostId !== user.id) throw new AppError('not-found', 'There is no such invitation of yours.')
    await transition(app, { battleId: invite.battleId, input: { by: 'decline', userId: user.id } })
    return reply.status(204).send()
  })

  server.post('/v1/bot-battles', limitCaller(app, 'battles', 20), async (request, reply) => {
    const body = parseGiven(botBattleBodySchema, request.body)
    const user = await getRequestUser(db, request)
    const botId = await getBotId(app)
    const rules: GivenBattleRules = { limitMs: body.limitMinutes * 60_000, isRanked: false, difficulty: body.difficulty }
    const started = await withNoOtherBattle(app, user.id, () =>
      startBattle(app, { originKind: 'bot', originKey: inviteId(), rules, players: [user.id, botId] }),
    )
    await withdrawRematches(app, user.id, started.battleId)
    return reply.status(201).send({ battleId: started.battleId })
  })
}

import { battleListSchema, rematchAnswerSchema, voidBodySchema } from '@eduscale/contracts/battle'
import { givenIdSchema } from '@eduscale/contracts/id'
import { givenInstantSchema } from '@eduscale/contracts/instant'
import { AppError } from '@eduscale/platform/errors'
import { publicKeyOf } from '@eduscale/record/sign-record'
import { isTerminal } from '@eduscale/rules/battle-facts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app-context'
import { parseGiven } from '../../../http/parse-given'
import { findRequestUser, getRequestAdmin, getRequestUser } from '../../identity/account/authenticate'
import { getBattleAccess } from './battle.policy'
import { getPrograms } from '../replay/get-programs'
import { getRecord } from '../record/get-record'
import type { Replays } from '../replay/get-replay'
import type { Leaderboards } from '../leaderboard/leaderboard'
import { listBattles } from './list-battles'
import { presentBattle } from './present-battle'
import { declineRematch, findRematch } from './rematch'
import { transition } from './transition'

const idParams = z.object({ id: givenIdSchema })
const programsQuery = z.object({
  players: z
    .string()
    .max(80)
    .transform((text) => text.split(','))
    .pipe(z.array(givenIdSchema).min(1).max(2)),
})
/** Half a minute after the end no typing is taken any more; this is on the safe side of it. */
const typingEndsMs = 60_000
const listQuery = z.object({ cursor: givenInstantSchema.optional() })

export function battleRoutes(server: FastifyInstance, app: AppContext, leaderboards: Leaderboards, replays: Replays): void {
  const { db } = app

  server.get('/v1/battles', async (request) => {
    const { cursor } = parseGiven(listQuery, request.query)
    const user = await getRequestUser(db, request)
    return battleListSchema.parse(await listBattles(app, user.id, cursor ?? null))
  })

  server.get('/v1/battles/:id', async (request) => {
    const { id } = parseGiven(idParams, request.params)
    await getBattleAccess(app, id, (await findRequestUser(db, request))?.id ?? null)
    return presentBattle(db, id)
  })

  server.get('/v1/battles/:id/programs', async (request) => {
    const { id } = parseGiven(idParams, request.params)
    const { players } = parseGiven(programsQuery, request.query)
    const access = await getBattleAccess(app, id, (await findRequestUser(db, request))?.id ?? null)
    if (!isTerminal(access.state)) throw new AppError('wrong-state', 'Programs can be read once the battle is over.')
    return getPrograms(db, id, players)
  })

  server.get('/v1/battles/:id/replay', async (request, reply) => {
    const { id } = parseGiven(idParams, request.params)
    const access = await getBattleAccess(app, id, (await findRequestUser(db, request))?.id ?? null)
    if (!isTerminal(access.state)) throw new AppError('wrong-state', 'The replay is there once the battle is over.')
    const etag = `"${access.headHash}"`
    // It changes no more, but by a correction: whoever has it needn't be sent it again. Typing may come for half a minute after the end.
    const isFinal = access.endedAt !== null && Date.now() - access.endedAt.getTime() > typingEndsMs
    if (isFinal) {
      void reply.header('etag', etag).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match'] === etag) return reply.status(304).send()
    }
    return reply.type('application/json; charset=utf-8').send(await replays.read({ id, hash: access.headHash, isFinal }))
  })

  server.get('/v1/battles/:id/record', async (request) => {
    const { id } = parseGiven(idParams, request.params)
    const access = await getBattleAccess(app, id, (await findRequestUser(db, request))?.id ?? null)
    if (!isTerminal(access.state)) throw new AppError('wrong-state', 'The record is there once the battle is over.')
    return getRecord(app, id)
  })

  server.get('/v1/battles/:id/rematch', async (request) => {
    const { id } = parseGiven(idParams, request.params)
    await requirePlayer(app, id, (await getRequestUser(db, request)).id)
    return rematchAnswerSchema.parse({ rematch: await findRematch(db, id) })
  })

  server.post('/v1/battles/:id/rematch/decline', async (request) => {
    const { id } = parseGiven(idParams, request.params)
    const user = await getRequestUser(db, request)
    await requirePlayer(app, id, user.id)
    return rematchAnswerSchema.parse({ rematch: await declineRematch(app, id, user.id) })
  })

  server.get('/v1/record-key', () => {
    if (!app.recordKey) throw new AppError('unavailable', 'This server has no key to sign records with.')
    return { publicKey: publicKeyOf(app.recordKey) }
  })

  server.get('/v1/battles/:id/leaderboard', async (request) => {
    const { id } = parseGiven(idParams, request.params)
    const access = await getBattleAccess(app, id, (await findRequestUser(db, request))?.id ?? null)
    return { leaders: await leaderboards.listLeaders(id, access.version) }
  })

  /** The statement for those who play, from the countdown to the start: nothing without the key that the start brings. */
  server.get('/v1/battles/:id/sealed', async (request) => {
    const { id } = parseGiven(idParams, request.params)
    await requirePlayer(app, id, (await getRequestUser(db, request)).id)
    return db.battle.findUniqueOrThrow({ where: { id }, select: { sealed: true } })
  })

  server.post('/v1/battles/:id/void', async (request) => {
    const { id } = parseGiven(idParams, request.params)
    const { reason } = parseGiven(voidBodySchema, request.body)
    const admin = await getRequestAdmin(db, request)
    const voided = await transition(app, {
      battleId: id,
      input: { by: 'void', userId: admin.id, note: reason },
      audit: { actorId: admin.id, action: 'battle:void', data: { reason } },
    })
    if (voided.kind !== 'done') throw new AppError('wrong-state', 'This battle is over already.')
    return presentBattle(db, id)
  })
}

async function requirePlayer(app: AppContext, battleId: string, userId: string): Promise<void> {
  const { isPlayer } = await getBattleAccess(app, battleId, userId)
  if (!isPlayer) throw new AppError('not-a-player', 'You are not a player of this battle.')
}

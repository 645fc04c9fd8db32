import { battleListSchema, rematchAnswerSchema, voidBodySchema } from '@eduscale/contracts/battle'
import { givenIdSchema } from '@eduscale/contracts/id'
import { givenInstantSchema } from '@eduscale/contracts/instant'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { findRequestUser, getRequestAdmin, getRequestUser } from '../../identity/face'
import { getBattleAccess } from './battle.policy'
import { listBattles } from './list-battles'
import { getSealed } from './log.queries'
import { presentBattle } from './present-battle'
import { declineRematch } from './rematch'
import { findRematch } from './rematch.queries'
import { transition } from './transition'

const idParams = z.object({ id: givenIdSchema })
const listQuery = z.object({ cursor: givenInstantSchema.optional() })

export function battleRoutes(server: FastifyInstance, app: AppContext): void {
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

  /** The statement for those who play, from the countdown to the start: nothing without the key that the start brings. */
  server.get('/v1/battles/:id/sealed', async (request) => {
    const { id } = parseGiven(idParams, request.params)
    await requirePlayer(app, id, (await getRequestUser(db, request)).id)
    return getSealed(db, id)
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

import { givenIdSchema } from '@eduscale/contracts/id'
import { AppError } from '@eduscale/platform/errors'
import { publicKeyOf } from '@eduscale/record/sign-record'
import { isTerminal } from '@eduscale/rules/battle-states'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { findRequestUser } from '../../identity/face'
import { getBattleAccess } from '../play/battle.policy'
import { getRecord } from './get-record'

const idParams = z.object({ id: givenIdSchema })

export function recordRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app

  server.get('/v1/battles/:id/record', async (request) => {
    const { id } = parseGiven(idParams, request.params)
    const access = await getBattleAccess(app, id, (await findRequestUser(db, request))?.id ?? null)
    if (!isTerminal(access.state)) throw new AppError('wrong-state', 'The record is there once the battle is over.')
    return getRecord(app, id)
  })

  server.get('/v1/record-key', () => {
    if (!app.recordKey) throw new AppError('unavailable', 'This server has no key to sign records with.')
    return { publicKey: publicKeyOf(app.recordKey) }
  })
}

import { givenIdSchema } from '@eduscale/contracts/id'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { findRequestUser } from '../../identity/face'
import { getBattleAccess } from '../play/battle.policy'
import type { Leaderboards } from './leaderboard'

const idParams = z.object({ id: givenIdSchema })

export function leaderboardRoutes(server: FastifyInstance, app: AppContext, leaderboards: Leaderboards): void {
  server.get('/v1/battles/:id/leaderboard', async (request) => {
    const { id } = parseGiven(idParams, request.params)
    const access = await getBattleAccess(app, id, (await findRequestUser(app.db, request))?.id ?? null)
    return { leaders: await leaderboards.listLeaders(id, access.version) }
  })
}

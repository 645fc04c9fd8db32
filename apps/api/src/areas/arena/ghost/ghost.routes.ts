import { ghostBattleBodySchema } from '@eduscale/contracts/arena'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { getRequestUser, limitCaller } from '../../identity/face'
import { withdrawRematches } from '../play/rematch'
import { withNoOtherBattle } from '../bot/bot-account'
import { startGhostBattle } from './ghost'

export function ghostRoutes(server: FastifyInstance, app: AppContext): void {
  server.post('/v1/ghost-battles', limitCaller(app, 'battles', 20), async (request, reply) => {
    const body = parseGiven(ghostBattleBodySchema, request.body)
    const user = await getRequestUser(app.db, request)
    const battleId = await withNoOtherBattle(app, user.id, () => startGhostBattle(app, user.id, body))
    await withdrawRematches(app, user.id, battleId)
    return reply.status(201).send({ battleId })
  })
}

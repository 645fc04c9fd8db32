import { givenIdSchema } from '@eduscale/contracts/id'
import { AppError } from '@eduscale/platform/errors'
import { isTerminal } from '@eduscale/rules/battle-states'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { findRequestUser } from '../../identity/face'
import { getBattleAccess } from '../play/battle.policy'
import { getPrograms } from './get-programs'
import { createReplays } from './get-replay'

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

/** What is to be seen of a battle that is over. */
export function replayRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app
  const replays = createReplays(app)

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
}

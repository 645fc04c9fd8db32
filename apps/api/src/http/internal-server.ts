import { timingSafeEqual } from 'node:crypto'
import { runnerTokenHeader } from '@eduscale/contracts/judge'
import { AppError } from '@eduscale/platform/errors'
import Fastify, { type FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../app-context'
import { hashToken } from '../areas/identity/account/authenticate'
import { answerErrors } from './answer-errors'
import { parseGiven } from './parse-given'

const hashParams = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) })

/**
 * What runners and whoever watches the platform ask for, on a port of its own: it can be kept from everybody else, so that a runner's token
 * alone opens no test set to somebody on the outside.
 */
export function createInternalServer(app: AppContext): FastifyInstance {
  const requestTimeout = app.config.REQUEST_TIMEOUT_MS
  const server = Fastify({
    bodyLimit: 1_024,
    forceCloseConnections: true,
    requestTimeout,
    http: { headersTimeout: requestTimeout },
  })
  answerErrors(server, app)

  server.get('/internal/test-sets/:hash', async (request, reply) => {
    const shown = request.headers[runnerTokenHeader]
    if (typeof shown !== 'string' || !timingSafeEqual(hashToken(shown), hashToken(app.config.RUNNER_TOKEN)))
      throw new AppError('forbidden', 'This is for runners.')
    const set = await app.db.testSet.findUnique({ where: { hash: parseGiven(hashParams, request.params).hash } })
    if (!set) throw new AppError('not-found', 'There is no such test set.')
    return reply.type('application/json').send(set.body)
  })

  server.get('/metrics', async (_request, reply) =>
    reply.type(app.metrics.registry.contentType).send(await app.metrics.registry.metrics()),
  )
  return server
}

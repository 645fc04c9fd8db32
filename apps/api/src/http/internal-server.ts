import Fastify, { type FastifyInstance } from 'fastify'
import type { AppContext } from '../app/app-context'
import { answerErrors } from './answer-errors'
import { answerClientErrors } from './client-error'

/**
 * What runners and whoever watches the platform ask for, on a port of its own that can be kept from everybody else. Areas add what runners
 * need.
 */
export function createInternalServer(app: AppContext): FastifyInstance {
  const requestTimeout = app.config.REQUEST_TIMEOUT_MS
  const server = Fastify({
    bodyLimit: 1_024,
    forceCloseConnections: true,
    requestTimeout,
    clientErrorHandler: answerClientErrors(app.config),
    http: { headersTimeout: requestTimeout },
  })
  answerErrors(server, app)
  server.get('/metrics', async (_request, reply) =>
    reply.type(app.metrics.registry.contentType).send(await app.metrics.registry.metrics()),
  )
  return server
}

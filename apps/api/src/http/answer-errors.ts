import type { FastifyError, FastifyInstance } from 'fastify'
import type { AppContext } from '../app/app-context'
import { toErrorBody } from './error-body'
import { httpStatus } from '@eduscale/contracts/error-status'

/** Whatever is thrown becomes the one shape that clients know; what is our own fault is logged. */
export function answerErrors(server: FastifyInstance, { metrics, log }: Pick<AppContext, 'metrics' | 'log'>): void {
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const body = toErrorBody(error)
    metrics.refused.inc({ edge: 'http', code: body.code })
    if (body.code === 'internal') log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    const retryAfterMs = body.data?.['retryAfterMs']
    if (typeof retryAfterMs === 'number') void reply.header('retry-after', Math.ceil(retryAfterMs / 1_000))
    return reply.status(httpStatus[body.code]).send(body)
  })
  server.setNotFoundHandler((_request, reply) => {
    metrics.refused.inc({ edge: 'http', code: 'not-found' })
    return reply.status(404).send({ code: 'not-found', message: 'There is nothing at this address.' })
  })
}

import cors from '@fastify/cors'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import type { AppContext } from '../app-context'
import { limitBodiesInFlight } from './bodies-in-flight'
import { toErrorBody } from './error-body'
import { httpStatus } from './http-status'

const bodyLimitBytes = 256 * 1024

type Edge = Pick<AppContext, 'config' | 'metrics' | 'log' | 'rates' | 'addressOf'>

/** The HTTP edge: parsing, limits, metrics and error mapping. Features add their routes. */
export async function createHttpServer(app: Edge): Promise<FastifyInstance> {
  const { config, metrics, rates, addressOf } = app
  const server = Fastify({
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: true,
    requestTimeout: config.REQUEST_TIMEOUT_MS,
    http: { connectionsCheckingInterval: Math.min(5_000, config.REQUEST_TIMEOUT_MS) },
    // An address that isn't UTF-8 is told like anything else that can't be read.
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const body = toErrorBody(error)
      metrics.refused.inc({ edge: 'http', code: body.code })
      void reply.status(httpStatus[body.code]).send(body)
    },
  })
  await server.register(cors, {
    origin: [new URL(config.PUBLIC_URL).origin, ...config.WEB_ORIGINS],
    allowedHeaders: ['authorization', 'content-type'],
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    maxAge: 600,
  })
  const everything = { name: 'requests', max: config.RATE_LIMIT_PER_MINUTE, perSeconds: 60 }
  server.addHook('onRequest', async (request) => {
    if (!isForOperators(request.url)) await rates.take(everything, addressOf(request.raw))
  })
  limitBodiesInFlight(server, app)
  server.addHook('onResponse', (request, reply, done) => {
    const handler = `${request.method} ${request.routeOptions.url ?? 'unknown'}`
    const outcome = reply.statusCode < 400 ? 'ok' : reply.statusCode < 500 ? 'refused' : 'failed'
    metrics.handlerDuration.observe({ handler, outcome }, reply.elapsedTime / 1_000)
    done()
  })
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const body = toErrorBody(error)
    metrics.refused.inc({ edge: 'http', code: body.code })
    if (body.code === 'internal') app.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    const retryAfterMs = body.data?.['retryAfterMs']
    if (typeof retryAfterMs === 'number') void reply.header('retry-after', Math.ceil(retryAfterMs / 1_000))
    return reply.status(httpStatus[body.code]).send(body)
  })
  server.setNotFoundHandler((_request, reply) => {
    metrics.refused.inc({ edge: 'http', code: 'not-found' })
    return reply.status(404).send({ code: 'not-found', message: 'There is nothing at this address.' })
  })
  return server
}

/** Whoever watches the platform asks again and again, and from few addresses. */
function isForOperators(url: string): boolean {
  return ['/healthz', '/readyz', '/metrics'].includes(url) || url.startsWith('/internal/')
}

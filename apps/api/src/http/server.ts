import cors from '@fastify/cors'
import rateLimit from '@fastify/rate-limit'
import { AppError } from '@eduscale/platform/errors'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import type { AppContext } from '../app-context'
import { toErrorBody } from './error-body'
import { httpStatus } from './http-status'

const bodyLimitBytes = 256 * 1024

/** The HTTP edge: parsing, limits, metrics and error mapping. Features add their routes. */
export async function createHttpServer(app: Pick<AppContext, 'config' | 'metrics' | 'log'>): Promise<FastifyInstance> {
  const { config, metrics } = app
  const server = Fastify({
    bodyLimit: bodyLimitBytes,
    // Whose word on addresses counts. Anybody else could claim any.
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
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
  await server.register(rateLimit, {
    max: config.RATE_LIMIT_PER_MINUTE,
    timeWindow: '1 minute',
    // By address: a made-up token must not open a fresh allowance. Costly routes count by verified person.
    keyGenerator: (request) => request.ip,
    allowList: (request) => request.url.startsWith('/internal/') || request.url === '/healthz' || request.url === '/metrics',
    errorResponseBuilder: (_request, context) =>
      new AppError('rate-limited', `Too many requests; try again in ${context.after}.`, { data: { retryAfterMs: context.ttl } }),
  })
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
    return reply.status(httpStatus[body.code]).send(body)
  })
  server.setNotFoundHandler((_request, reply) => {
    metrics.refused.inc({ edge: 'http', code: 'not-found' })
    return reply.status(404).send({ code: 'not-found', message: 'There is nothing at this address.' })
  })
  return server
}

import cors from '@fastify/cors'
import { AppError } from '@eduscale/platform/errors'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { AppContext } from '../app/app-context'
import { answerErrors } from './answer-errors'
import { limitBodiesInFlight } from './bodies-in-flight'
import { checkAnswers } from './check-answers'
import { answerClientErrors } from './client-error'
import { toErrorBody } from './error-body'
import { httpStatus } from '@eduscale/contracts/error-status'
import { attemptHeader, slotHeader } from '@eduscale/contracts/routes/address'

const bodyLimitBytes = 256 * 1024

type Edge = Pick<AppContext, 'config' | 'metrics' | 'log' | 'rates' | 'addressOf'>

/** The HTTP edge: parsing, limits, metrics and error mapping. Features add their routes. */
export async function createHttpServer(app: Edge): Promise<FastifyInstance> {
  const { config, metrics, rates, addressOf } = app
  const server = Fastify({
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: true,
    requestTimeout: config.REQUEST_TIMEOUT_MS,
    // Node takes the longer of the two for the whole request, whichever it is, and by itself has 60 s for the head.
    http: {
      headersTimeout: config.REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: Math.min(5_000, config.REQUEST_TIMEOUT_MS),
    },
    clientErrorHandler: answerClientErrors(config),
    // An address that isn't UTF-8 is told like anything else that can't be read.
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const body = toErrorBody(error)
      metrics.refused.inc({ edge: 'http', code: body.code })
      void reply.status(httpStatus[body.code]).send(body)
    },
  })
  const own = new Set([new URL(config.PUBLIC_URL).origin, ...config.WEB_ORIGINS])
  await server.register(cors, {
    origin: [...own],
    allowedHeaders: ['authorization', 'content-type', attemptHeader, slotHeader],
    // For the cookies of sessions, where the web server is away and a page comes to a node itself.
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    maxAge: 600,
  })
  const everything = { name: 'requests', max: config.RATE_LIMIT_PER_MINUTE, perSeconds: 60 }
  server.addHook('onRequest', async (request) => {
    if (!isForOperators(request.url)) await rates.take(everything, addressOf(request.raw))
  })
  // Browsers send simple requests to anybody without asking, and say from where: another site makes no guests, and changes nothing.
  server.addHook('onRequest', async ({ method, headers }) => {
    const isChange = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
    if (isChange && headers.origin !== undefined && !own.has(headers.origin))
      throw new AppError('forbidden', 'This is for pages of this platform alone.')
  })
  limitBodiesInFlight(server, app)
  server.addHook('onResponse', (request, reply, done) => {
    const handler = `${request.method} ${request.routeOptions.url ?? 'unknown'}`
    const outcome = reply.statusCode < 400 ? 'ok' : reply.statusCode < 500 ? 'refused' : 'failed'
    metrics.handlerDuration.observe({ handler, outcome }, reply.elapsedTime / 1_000)
    done()
  })
  answerErrors(server, app)
  if (config.CHECK_ANSWERS) checkAnswers(server, app.log)
  return server
}

/** Whoever watches the platform asks again and again, and from few addresses. */
function isForOperators(url: string): boolean {
  return url === '/healthz' || url === '/readyz'
}

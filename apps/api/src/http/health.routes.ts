import type { FastifyInstance } from 'fastify'
import type { Redis } from '@eduscale/platform/redis'
import type { AppContext } from '../app-context'

/** `/healthz`: the process answers. `/readyz`: so do its database and Redis. `/metrics`: for Prometheus. */
export function healthRoutes(server: FastifyInstance, app: AppContext, redis: Redis): void {
  server.get('/healthz', () => 'ok\n')
  server.get('/readyz', async (_request, reply) => {
    try {
      await app.db.$queryRaw`SELECT 1`
      if (redis.status !== 'ready') throw new Error(`redis is ${redis.status}`)
      return 'ready\n'
    } catch (error) {
      return reply.status(503).send(`not ready: ${error instanceof Error ? error.message : 'unknown'}\n`)
    }
  })
  server.get('/metrics', async (_request, reply) =>
    reply.type(app.metrics.registry.contentType).send(await app.metrics.registry.metrics()),
  )
}

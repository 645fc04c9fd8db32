import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../app-context'
import type { NodeBus } from '../realtime/node-bus'

/**
 * `/healthz`: the process answers. `/readyz`: so does its database; that nodes don't hear each other over Redis is said, but a node
 * without Redis still serves. `/metrics`: for Prometheus.
 */
export function healthRoutes(server: FastifyInstance, app: AppContext, bus: NodeBus): void {
  server.get('/healthz', () => 'ok\n')
  server.get('/readyz', async (_request, reply) => {
    try {
      await app.db.$queryRaw`SELECT 1`
      return bus.isSound() ? 'ready\n' : 'ready, slower: messages between nodes may get lost\n'
    } catch (error) {
      return reply.status(503).send(`not ready: ${error instanceof Error ? error.message : 'unknown'}\n`)
    }
  })
  server.get('/metrics', async (_request, reply) =>
    reply.type(app.metrics.registry.contentType).send(await app.metrics.registry.metrics()),
  )
}

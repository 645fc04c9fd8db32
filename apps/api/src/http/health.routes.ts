import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../app/app-context'
import type { NodeBus } from '../realtime/node-bus'
import { readExecutionState } from './health.queries'

/**
 * `/healthz`: the process answers. `/readyz`: so does its database; that nodes don't hear each other over Redis, or that nothing can be
 * judged, is said, but a node still serves then.
 */
export function healthRoutes(server: FastifyInstance, app: AppContext, bus: NodeBus): void {
  // Anybody may ask, and as often as they like: the database is asked once a second.
  let known: { at: number; execution: Promise<{ state: string; reason: string }> } | null = null
  const readExecution = () => {
    if (!known || performance.now() - known.at > 1_000) {
      known = { at: performance.now(), execution: readExecutionState(app.db) }
    }
    return known.execution
  }
  server.get('/healthz', () => 'ok\n')
  server.get('/readyz', async (_request, reply) => {
    try {
      const execution = await readExecution()
      const lacks = [
        ...(bus.isSound() ? [] : ['slower: messages between nodes may get lost']),
        ...(execution.state === 'judging' ? [] : [`judging is suspended: ${execution.reason}`]),
      ]
      return `${['ready', ...lacks].join(', ')}\n`
    } catch (err) {
      // Anybody may ask: what exactly the database said is for the log.
      app.log.warn({ err }, 'not ready: the database does not answer')
      return reply.status(503).send('not ready: the database does not answer\n')
    }
  })
}

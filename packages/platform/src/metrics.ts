import { createServer, type Server } from 'node:http'
import { answerHeaders } from './secure-answers'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export { Counter, Gauge, Histogram, type Registry }

/** A registry with Node's default metrics and the process's name on every series. */
export function createMetrics(process: string): Registry {
  const registry = new Registry()
  registry.setDefaultLabels({ process })
  // Looks at the event loop's delay ten times a second: the default, a hundred times, wakes an idle process more than all its work.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 })
  return registry
}

export interface HealthServerOptions {
  host: string
  port: number
  registry: Registry
  /** Null when ready, else the reason. */
  notReadyBecause: () => Promise<string | null>
}

/** Its ports are no site that browsers know. */
const headers = answerHeaders({ isHttps: false })

/** `/metrics`, `/healthz` and `/readyz` for a process that has no HTTP server of its own. */
export async function startHealthServer(options: HealthServerOptions): Promise<Server> {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    void answer(request.url ?? '/', options).then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  return server
}

async function answer(path: string, options: HealthServerOptions) {
  if (path === '/metrics') return { status: 200, type: options.registry.contentType, body: await options.registry.metrics() }
  if (path === '/healthz') return { status: 200, type: 'text/plain', body: 'ok\n' }
  if (path === '/readyz') {
    const reason = await options.notReadyBecause()
    return { status: reason === null ? 200 : 503, type: 'text/plain', body: `${reason ?? 'ready'}\n` }
  }
  return { status: 404, type: 'text/plain', body: 'not found\n' }
}

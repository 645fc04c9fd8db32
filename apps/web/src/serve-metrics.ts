import { createServer } from 'node:http'
import { collectDefaultMetrics, Registry } from 'prom-client'

/** `/metrics` for Prometheus, on a port of its own: none that browsers are sent to. */
export async function serveMetrics({ host, port }: { host: string; port: number }): Promise<void> {
  const registry = new Registry()
  registry.setDefaultLabels({ process: 'web' })
  // As the other processes do: the default looks at the event loop's delay a hundred times a second.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 })
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n')
      return
    }
    registry.metrics().then(
      (page) => response.writeHead(200, { 'content-type': registry.contentType }).end(page),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

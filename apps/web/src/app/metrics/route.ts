import { collectDefaultMetrics, Registry } from 'prom-client'

export const dynamic = 'force-dynamic'

const registry = new Registry()
registry.setDefaultLabels({ process: 'web' })
collectDefaultMetrics({ register: registry })

/** For Prometheus; a reverse proxy in front should keep it from the outside. */
export async function GET(): Promise<Response> {
  return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
}

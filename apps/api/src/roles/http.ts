import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../app/app-context'
import type { AreaManifest } from '../app/area-manifest'

/** The http role: every route of the areas; `http/health.routes.ts` has those for whoever runs the platform. */
export function serveHttp(server: FastifyInstance, app: AppContext, areas: readonly Pick<AreaManifest, 'routes'>[]): void {
  for (const area of areas) area.routes(server, app)
}

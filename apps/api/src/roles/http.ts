import { routeNamesByArea } from '@eduscale/contracts/routes/all'
import { toOpenApi } from '@eduscale/contracts/routes/openapi'
import { mayEver } from '@eduscale/rules/may'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../app/app-context'
import type { AreaManifest } from '../app/area-manifest'
import { createRouteRegistry } from '../http/registry'

/** The http role: every route of the areas; `http/health.routes.ts` has those for whoever runs the platform. */
export function serveHttp(
  server: FastifyInstance,
  app: AppContext,
  areas: readonly Pick<AreaManifest, 'name' | 'routes'>[],
): void {
  const http = createRouteRegistry(server, app)
  let description: ReturnType<typeof toOpenApi> | null = null
  http.serve('getOpenApi', () => (description ??= toOpenApi((action) => mayEver(null, action))))
  http.requireServed(routeNamesByArea.platform)
  for (const area of areas) {
    area.routes(http, app)
    http.requireServed(routeNamesByArea[area.name])
  }
}

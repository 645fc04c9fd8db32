import { z } from 'zod'
import type * as addresses from './platform-addresses'
import type { RoutesAt } from './route'

/** About the routes themselves: every node serves it, whatever areas it has. */
export const platformRoutes = {
  getOpenApi: {
    summary: 'This description: all routes as an OpenAPI document.',
    action: 'platform:read',
    answer: z.record(z.string(), z.unknown()),
    refusals: [],
  },
} as const satisfies RoutesAt<typeof addresses>

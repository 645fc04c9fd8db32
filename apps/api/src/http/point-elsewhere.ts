import { methodOf, pathOf } from '@eduscale/contracts/routes/address'
import { addresses } from '@eduscale/contracts/routes/addresses'
import { routeNamesByArea } from '@eduscale/contracts/routes/all'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyInstance } from 'fastify'

/** A client that comes to a node with a route of an area which that doesn't serve is told so, and goes on to the next. */
export function pointElsewhere(server: FastifyInstance, served: readonly string[]): void {
  const others = Object.entries(routeNamesByArea).filter(([area]) => !served.includes(area))
  for (const [area, names] of others)
    for (const name of names)
      server.route({
        method: methodOf(addresses[name]),
        url: pathOf(addresses[name]),
        config: { routeName: name },
        onRequest: async () => {
          throw new AppError('served-elsewhere', 'This node serves other areas.', { data: { area } })
        },
        handler: () => undefined,
      })
}

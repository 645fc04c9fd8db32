import { AppError } from '@eduscale/platform/errors'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../app/app-context'

/** Of one address there may be a class behind it, or somebody whose bodies never come in whole. */
const ofOneAddress = { count: 100, bytes: 8 * 1024 * 1024 }
const ofAll = { count: 1_000, bytes: 64 * 1024 * 1024 }

interface Load {
  count: number
  bytes: number
}

/**
 * Bounds the bodies that this node has at a time, in number and in bytes, before any of them is read: of one address
 * (`rate-limited`), and of all together (`unavailable`). A body counts with what its sender says, and with what its route takes at
 * most where they don't say; from the request's head until its answer is sent or the connection is gone.
 */
export function limitBodiesInFlight(server: FastifyInstance, { addressOf }: Pick<AppContext, 'addressOf'>): void {
  const all: Load = { count: 0, bytes: 0 }
  const byAddress = new Map<string, Load>()

  server.addHook('onRequest', async (request, reply) => {
    const { headers, raw } = request
    const isChunked = headers['transfer-encoding'] !== undefined
    const said = Number(headers['content-length'] ?? 0)
    if (!isChunked && said === 0) return
    const most = request.routeOptions.bodyLimit
    const bytes = isChunked ? most : Math.min(said, most)
    const address = addressOf(raw)
    const own = byAddress.get(address) ?? { count: 0, bytes: 0 }
    const refusal = isAbove(own, bytes, ofOneAddress)
      ? new AppError('rate-limited', 'Too much comes from your address at once; try again in a moment.', {
          data: { retryAfterMs: 1_000 },
        })
      : isAbove(all, bytes, ofAll)
        ? new AppError('unavailable', 'Too much comes in at the moment; try again soon.', { data: { retryAfterMs: 1_000 } })
        : null
    if (refusal) {
      // The rest of the body isn't waited for.
      void reply.header('connection', 'close')
      throw refusal
    }
    byAddress.set(address, own)
    for (const load of [own, all]) add(load, 1, bytes)
    reply.raw.once('close', () => {
      for (const load of [own, all]) add(load, -1, -bytes)
      if (own.count === 0) byAddress.delete(address)
    })
  })
}

function isAbove(load: Load, bytes: number, most: Load): boolean {
  return load.count + 1 > most.count || load.bytes + bytes > most.bytes
}

function add(load: Load, count: number, bytes: number): void {
  load.count += count
  load.bytes += bytes
}

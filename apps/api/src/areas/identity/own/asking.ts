import type { FastifyRequest } from 'fastify'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import { bearerToken } from '../../../http/bearer-token'

/** Who asks, in which session, and from where. */
export interface Asking {
  userId: string
  session: string
  address: string
}

/** Throws `unauthenticated` for whoever was signed out at this very moment. */
export async function askingOf(app: Pick<AppContext, 'addressOf' | 'readToken'>, request: FastifyRequest): Promise<Asking> {
  const shown = await app.readToken(bearerToken(request) ?? '')
  if (!shown) throw new AppError('unauthenticated', 'You are signed out; sign in again.')
  return { userId: shown.user.id, session: shown.sessionId, address: app.addressOf(request.raw) }
}

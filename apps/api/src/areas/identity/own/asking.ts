import type { FastifyRequest } from 'fastify'
import type { AppContext } from '../../../app/app-context'
import { sessionOf } from '../../../http/session-token'
import type { SignedInUser } from '../../../http/signed-in-user'

/** Who asks, in which session, and from where. */
export interface Asking {
  userId: string
  session: string
  address: string
}

export function askingOf({ addressOf }: Pick<AppContext, 'addressOf'>, user: SignedInUser, request: FastifyRequest): Asking {
  return { userId: user.id, session: sessionOf(request), address: addressOf(request.raw) }
}

import { AppError } from '@eduscale/platform/errors'
import type { FastifyRequest } from 'fastify'
import { bearerToken } from '../../../http/bearer-token'
import type { SignedInUser } from '../../../http/signed-in-user'

/**
 * Whose account becomes a member's; null for somebody new. Throws `unauthenticated` where a token is shown that is nobody's: a guest would get
 * another account, and lose what they have played without a word.
 */
export async function findGuest(
  request: FastifyRequest,
  findUser: () => Promise<SignedInUser | null>,
): Promise<SignedInUser | null> {
  const guest = await findUser()
  if (guest === null && bearerToken(request) !== null) throw new AppError('unauthenticated', 'You are signed out; sign in again.')
  return guest
}

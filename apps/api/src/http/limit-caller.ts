import type { FastifyRequest } from 'fastify'
import type { AppContext } from '../app/app-context'
import type { SignedInUser } from './signed-in-user'

/**
 * A costly route's allowance, taken before its body is read. Members have one each, since a whole school may have one address.
 * Guests have one each, and share a larger one by address, since one person can be many of them. Strangers share one by address: as
 * large as the guests' where anybody may ask, and small where they can have nothing but an invented token. Throws `rate-limited`.
 */
export function createCallerLimit(
  { config, rates, addressOf }: Pick<AppContext, 'config' | 'rates' | 'addressOf'>,
  { name, perMinute, isOpen }: { name: string; perMinute: number; isOpen: boolean },
): (request: FastifyRequest, user: SignedInUser | null) => Promise<void> {
  const rateOf = (whose: string, max: number) => ({ name: `${name}:${whose}`, max, perSeconds: 60 })
  const person = rateOf('person', perMinute)
  const guests = rateOf('guests', perMinute * config.GUESTS_PER_ADDRESS)
  const strangers = rateOf('strangers', isOpen ? perMinute * config.GUESTS_PER_ADDRESS : perMinute)
  return async (request, user) => {
    if (user) await rates.take(person, user.id)
    if (!user) await rates.take(strangers, addressOf(request.raw))
    else if (user.kind === 'guest') await rates.take(guests, addressOf(request.raw))
  }
}

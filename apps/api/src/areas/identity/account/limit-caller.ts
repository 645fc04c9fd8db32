import type { FastifyRequest } from 'fastify'
import type { AppContext } from '../../../app/app-context'
import { findRequestUser } from './authenticate'

interface Limit {
  onRequest: (request: FastifyRequest) => Promise<void>
}

/**
 * A costly route's allowance, taken before its body is read. Members have one each, since a whole school may have one address.
 * Guests have one each, and share a larger one by address, since one person can be many of them. Whoever invents a token is a stranger,
 * and those share one by address. Throws `rate-limited`.
 */
export function limitCaller({ db, config, rates, addressOf }: AppContext, name: string, perMinute: number): Limit {
  const rateOf = (whose: string, max: number) => ({ name: `${name}:${whose}`, max, perSeconds: 60 })
  const person = rateOf('person', perMinute)
  const guests = rateOf('guests', perMinute * config.GUESTS_PER_ADDRESS)
  const strangers = rateOf('strangers', perMinute)
  return {
    onRequest: async (request) => {
      const user = await findRequestUser(db, request)
      if (user) await rates.take(person, user.id)
      if (!user) await rates.take(strangers, addressOf(request.raw))
      else if (user.kind === 'guest') await rates.take(guests, addressOf(request.raw))
    },
  }
}

/** Where nobody is signed in yet, all of an address share one allowance, of a minute and of a day. */
interface AddressRate {
  name: string
  perMinute: number
  perDay: number
}

/** Throws `rate-limited`. */
export async function takeOfAddress(
  { rates }: Pick<AppContext, 'rates'>,
  { name, perMinute, perDay }: AddressRate,
  address: string,
): Promise<void> {
  await rates.take({ name: `${name}:minute`, max: perMinute, perSeconds: 60 }, address)
  await rates.take({ name: `${name}:day`, max: perDay, perSeconds: 86_400 }, address)
}

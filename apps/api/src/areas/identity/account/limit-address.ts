import type { AppContext } from '../../../app/app-context'

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

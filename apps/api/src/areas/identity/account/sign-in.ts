import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { RateLimits } from '../../../http/rate-limits'
import { askSecondStep } from './second-step'
import { isSecondFactorOn } from '../second-factor/check-code'
import { findUserByName } from './account.queries'
import type { Entered } from './enter'
import { createDevice, findDevice } from './known-device'
import { takeOfAddress } from './limit-address'
import { nameKey } from './name-key'
import { isPassword } from './password'
import { hasFormerHashes } from './password.queries'
import { renewHash } from './renew-hash'

const quarterHour = 900
const ofAccount = { name: 'sign-in:account', perSeconds: quarterHour }
const ofAccountHere = { name: 'sign-in:here', perSeconds: quarterHour }
const ofDevice = { name: 'sign-in:device', perSeconds: quarterHour }
/** Right ones, too: each is a session that is kept. */
const ofKnown = { name: 'sign-in:known', max: 60, perSeconds: 3_600 }
/** After so many wrong ones from one address, or one known device, there is one more each half minute. */
const freeHere = 5
const spaced = { max: 1, perSeconds: 30 }
/** After so many wrong ones from anywhere, each is answered later than the last; none is refused for it. */
const freeAnywhere = 10
const longestDelayMs = 4_000

/** A class signs in at once; guessing at one account is slowed down beside this. */
const ofAddress = { name: 'sign-ins', perMinute: 240, perDay: 4_000 }

interface Given {
  name: string
  password: string
  devices?: readonly string[] | undefined
}

/**
 * Throws `wrong-password`, `banned`, `second-factor` with a ticket where a code is asked for as well, and `rate-limited` for whoever
 * guesses. Guessing slows down per account; the owner gets in all the while from other addresses than the guesser's, and from a device
 * that was signed in before also at that address. Names that nobody has are treated alike, so that nothing tells them.
 */
export async function signIn(app: AppContext, given: Given, address: string): Promise<Entered> {
  const { db } = app
  const name = given.name.trim()
  const account = nameKey(name)
  const user = await findUserByName(db, name)
  const device = user && findDevice(user, given.devices ?? [])
  const forget = device === null ? await slowStrangers(app, account, address) : await slowDevice(app.rates, device, account)
  // The same work whether or not the name exists, so that timing tells nothing.
  const asker = { address: device ?? address, account }
  const isRight = await isPassword(given.password, user?.passwordHash ?? null, asker, await hasFormerHashes(db))
  if (!user || !isRight) throw new AppError('wrong-password', 'Name or password is wrong.')
  await forget()
  const passwordHash = await renewHash(db, user, given.password, asker)
  if (await isSecondFactorOn(db, user.id)) return askSecondStep(app, user)
  const isKnown = device !== null && passwordHash === user.passwordHash
  return { owner: user, device: isKnown ? device : createDevice({ ...user, passwordHash }) }
}

/** Counted before it is known to be wrong: many at the same moment are slowed down as well. Returns what forgets them. */
async function slowStrangers(app: AppContext, account: string, address: string): Promise<() => Promise<unknown>> {
  const { rates } = app
  const here = `${address} ${account}`
  const [triesHere, tries] = await Promise.all([rates.count(ofAccountHere, here), rates.count(ofAccount, account)])
  if (triesHere > freeHere) await rates.take({ name: 'sign-in:spaced', ...spaced }, here)
  // What was refused by then takes nothing from others of the address.
  await takeOfAddress(app, ofAddress, address)
  if (tries > freeAnywhere) await wait(Math.min(longestDelayMs, (tries - freeAnywhere) * 250))
  return () => Promise.all([rates.forget(ofAccountHere, here), rates.forget(ofAccount, account)])
}

/** Its own wrong ones count, and nobody else's; and what others have guessed isn't forgotten for it. */
async function slowDevice(rates: RateLimits, device: string, account: string): Promise<() => Promise<unknown>> {
  await rates.take(ofKnown, account)
  const tries = await rates.count(ofDevice, device)
  if (tries > freeHere) await rates.take({ name: 'sign-in:device-spaced', ...spaced }, device)
  return () => rates.forget(ofDevice, device)
}

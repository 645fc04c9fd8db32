import { setTimeout as wait } from 'node:timers/promises'
import type { SignedIn } from '@eduscale/contracts/account'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../app-context'
import { findUserByName, getPublicUser } from './account.queries'
import { createSession } from './authenticate'
import { nameKey } from './name-key'
import { isPassword } from './password'

const quarterHour = 900
const ofAccount = { name: 'sign-in:account', perSeconds: quarterHour }
const ofAccountHere = { name: 'sign-in:here', perSeconds: quarterHour }
/** After so many wrong ones from one address there is one more each half minute. */
const freeHere = 5
const spaced = { name: 'sign-in:spaced', max: 1, perSeconds: 30 }
/** After so many wrong ones from anywhere, each is answered later than the last; none is refused for it. */
const freeAnywhere = 10
const longestDelayMs = 4_000

/**
 * Throws `wrong-password`, and `rate-limited` for whoever guesses. Guessing slows down per account, and from other addresses than the
 * guesser's the owner gets in all the while. Names that nobody has are treated alike, so that nothing tells them.
 */
export async function signIn(app: AppContext, given: { name: string; password: string }, address: string): Promise<SignedIn> {
  const { db, rates } = app
  const name = given.name.trim()
  const account = nameKey(name)
  const here = `${address} ${account}`
  // Counted before it is known to be wrong: many at the same moment are slowed down as well.
  const [triesHere, tries] = await Promise.all([rates.count(ofAccountHere, here), rates.count(ofAccount, account)])
  if (triesHere > freeHere) await rates.take(spaced, here)
  if (tries > freeAnywhere) await wait(Math.min(longestDelayMs, (tries - freeAnywhere) * 250))
  const user = await findUserByName(db, name)
  // The same work whether or not the name exists, so that timing tells nothing.
  const isRight = await isPassword(given.password, user?.passwordHash ?? dummyHash, { address, account })
  if (!user || !isRight) throw new AppError('wrong-password', 'Name or password is wrong.')
  await Promise.all([rates.forget(ofAccountHere, here), rates.forget(ofAccount, account)])
  return { token: await createSession(db, user.id), user: await getPublicUser(db, user.id) }
}

const dummyHash = `scrypt$131072$${'A'.repeat(22)}$${'A'.repeat(43)}`

import type { Db } from '@eduscale/db'
import { isMissingRow, isUniqueViolation } from '@eduscale/db/refused-data'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import { createUser, findUserByAttempt, findUserByName, type NewMember, upgradeGuest } from './account.queries'
import type { SignedInUser } from '../../../http/signed-in-user'
import { isSecondFactorOn } from '../second-factor/check-code'
import type { Entered } from './enter'
import type { Asker } from './fair-line'
import { guestName } from './guest-name'
import { createDevice } from './known-device'
import { takeOfAddress } from './limit-address'
import { isReservedName, nameKey } from './name-key'
import { hashPassword, isPassword } from './password'
import { getOwner } from './password.queries'
import { requireGoodPassword } from './require-good-password'

/** Whole classes register in a lesson. */
export const newAccounts = { name: 'accounts', perMinute: 60, perDay: 1_000 }

/** Returns the new guest's id. */
export async function createGuest(db: Db): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await createUser(db, { name: guestName(), kind: 'guest', passwordHash: null })
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === 5) throw error
    }
  }
}

interface Registration {
  name: string
  password: string
  attemptId?: string | undefined
  /** Asked once it is known that this attempt has made no account yet: that has ended the guest's sessions. */
  findGuest: () => Promise<SignedInUser | null>
}

/**
 * A guest who registers keeps battles, drafts and rating, and what the guest was known by is worth nothing any more; anybody else gets a
 * new account. The same attempt, sent again for want of an answer, signs in to the account that it has made. Throws `name-taken`,
 * `bad-request` for a password that is easily guessed, or `wrong-state` for a guest who has become a member meanwhile.
 */
export async function register(app: AppContext, given: Registration, address: string): Promise<Entered> {
  const { db } = app
  const asker = { address, account: nameKey(given.name) }
  requireGoodPassword(given.password, given.name, 'password')
  // What can't be wanted at all takes nothing from others of the address.
  await takeOfAddress(app, newAccounts, address)
  const repeated = await findMade(db, given, asker)
  if (repeated) return repeated
  const guest = await given.findGuest()
  await requireFreeName(db, { name: given.name, guest })
  const passwordHash = await hashPassword(given.password, asker)
  const account = { name: given.name, passwordHash, registerAttempt: given.attemptId ?? null }
  try {
    const id =
      guest?.kind === 'guest' ? await becomeMember(app, guest.id, account) : await createUser(db, { ...account, kind: 'member' })
    return await enteringAs(db, id)
  } catch (error) {
    if (!isUniqueViolation(error) && !isMissingRow(error)) throw error
    // By the same attempt, which came twice at the same time?
    const made = await findMade(db, given, asker)
    if (made) return made
    if (isMissingRow(error)) throw new AppError('wrong-state', 'You have an account already.')
    throw nameTaken()
  }
}

/** Two at the same moment are for the database to tell apart; a name of before look-alikes were folded is only seen here. */
export async function requireFreeName(db: Db, { name, guest }: { name: string; guest: SignedInUser | null }): Promise<void> {
  if (isReservedName(name))
    throw new AppError('name-taken', 'This name is kept for the platform; choose another one.', { data: { field: 'name' } })
  const owner = await findUserByName(db, name)
  if (owner && owner.id !== guest?.id) throw nameTaken()
}

export function nameTaken(): AppError {
  return new AppError('name-taken', 'This name is taken; choose another one.', { data: { field: 'name' } })
}

/** The account that this attempt has made; whoever asks for it proves the password, as at any other door. */
async function findMade(db: Db, { name, password, attemptId }: Registration, asker: Asker): Promise<Entered | null> {
  if (attemptId === undefined) return null
  const user = await findUserByAttempt(db, attemptId)
  if (!user) return null
  const isSame =
    user.nameKey === nameKey(name) && user.passwordHash !== null && (await isPassword(password, user.passwordHash, asker))
  if (!isSame) throw new AppError('bad-request', 'This attempt was made with another name or password.')
  // What asks for more by now is entered by the door that asks for it.
  if (await isSecondFactorOn(db, user.id)) throw new AppError('wrong-state', 'You have an account already.')
  // As it was read: a password that was changed meanwhile is found out by whoever starts the session.
  return { owner: user, device: createDevice(user) }
}

async function enteringAs(db: Db, id: string): Promise<Entered> {
  const owner = await getOwner(db, id)
  return { owner, device: createDevice(owner) }
}

/** The guest's sessions end with the guest: whoever has one of their tokens doesn't get a member's account with it. */
async function becomeMember({ db, publisher }: AppContext, id: string, account: NewMember): Promise<string> {
  for (const session of await upgradeGuest(db, id, account)) publisher.sessionEnded(session)
  return id
}

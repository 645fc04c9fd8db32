import { randomUUID } from 'node:crypto'
import type { SignedIn } from '@eduscale/contracts/account'
import { Prisma, type Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { getPublicUser, nameKey } from './account.queries'
import { createSession, type SignedInUser } from './authenticate'
import { guestName } from './guest-name'
import { hashPassword } from './password'

export async function createGuest(db: Db): Promise<SignedIn> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const id = await createUser(db, { name: guestName(), kind: 'guest', passwordHash: null })
      return { token: await createSession(db, id), user: await getPublicUser(db, id) }
    } catch (error) {
      if (!isNameTaken(error) || attempt === 5) throw error
    }
  }
}

/** A guest who registers keeps battles, drafts and rating; anybody else gets a new account. Throws `name-taken`. */
export async function register(db: Db, given: { name: string; password: string; guest: SignedInUser | null }): Promise<SignedIn> {
  const passwordHash = await hashPassword(given.password)
  try {
    const id =
      given.guest?.kind === 'guest'
        ? await upgradeGuest(db, given.guest.id, given.name, passwordHash)
        : await createUser(db, { name: given.name, kind: 'member', passwordHash })
    return { token: await createSession(db, id), user: await getPublicUser(db, id) }
  } catch (error) {
    if (isNameTaken(error))
      throw new AppError('name-taken', 'This name is taken; choose another one.', { data: { field: 'name' } })
    throw error
  }
}

export async function createUser(
  db: Db,
  given: { name: string; kind: 'guest' | 'member' | 'bot'; passwordHash: string | null },
): Promise<string> {
  const id = randomUUID()
  await db.user.create({ data: { id, ...given, nameKey: nameKey(given.name), rating: { create: {} } } })
  return id
}

async function upgradeGuest(db: Db, id: string, name: string, passwordHash: string): Promise<string> {
  await db.user.update({ where: { id, kind: 'guest' }, data: { name, nameKey: nameKey(name), kind: 'member', passwordHash } })
  return id
}

function isNameTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

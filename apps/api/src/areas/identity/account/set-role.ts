import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { changeRole, findUserByName } from './account.queries'
import type { StoredRole } from './roles'

/** Only somebody with a password: a guest's account is whoever holds its tab. Throws `not-found`. */
export async function setRole(db: Db, name: string, role: StoredRole): Promise<{ name: string }> {
  const user = await findUserByName(db, name.trim())
  if (!user) throw new AppError('not-found', `There is nobody called ${name.trim()}.`)
  if (user.kind !== 'member') throw new AppError('forbidden', `${user.name} is a ${user.kind}, and no member.`)
  await changeRole(db, user.id, role)
  return { name: user.name }
}

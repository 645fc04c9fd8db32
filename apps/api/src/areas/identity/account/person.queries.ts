import { Prisma, type Db } from '@eduscale/db'
import type { SignedInUser } from '../../../http/signed-in-user'
import { rolesOf } from './roles'

/** As tokens have them, and when that was so by the database's clock; null for somebody who is no more. */
export async function findPerson(db: Db, userId: string): Promise<{ user: SignedInUser; at: Date } | null> {
  const [row] = await db.sql<Omit<SignedInUser, 'roles'> & { role: string; at: Date }>`
    SELECT id, name, kind, role, now() AS at FROM "user" WHERE id = ${userId}::uuid`
  if (!row) return null
  const { role, at, ...user } = row
  return { user: { ...user, roles: rolesOf(role) }, at }
}

export async function listRolesOf(db: Db, userId: string): Promise<SignedInUser['roles'] | null> {
  return (await findPerson(db, userId))?.user.roles ?? null
}

/** In the transaction that changes them: from then on tokens of before aren't believed about what this person may do. */
export function rolesChangeNow(userId: string): Prisma.Sql {
  return Prisma.sql`UPDATE "user" SET roles_changed_at = clock_timestamp() WHERE id = ${userId}::uuid`
}

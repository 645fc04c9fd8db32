import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import type { SignedInUser } from '../../../http/signed-in-user'
import { isBanned } from './ban.queries'
import { grantedTo, grantsEnd } from './role.queries'
import { rolesOf } from './roles'

export interface KnownPerson {
  user: SignedInUser
  /** When that was so, by the database's clock. */
  at: Date
  /** When the first of their roles runs out by itself. */
  until: Date | null
}

/** As tokens have them; null for somebody who is no more, or may not be here. */
export async function findPerson(db: Db, userId: string): Promise<KnownPerson | null> {
  const one = Prisma.sql`u.id`
  const [row] = await db.sql<Omit<SignedInUser, 'roles'> & { granted: string[]; at: Date; until: Date | null }>`
    SELECT u.id, u.name, u.kind, ${grantedTo(one)} AS granted, now() AS at, ${grantsEnd(one)} AS until
    FROM "user" u WHERE u.id = ${userId}::uuid AND u.kind <> 'deleted' AND NOT ${isBanned(one)}`
  if (!row) return null
  const { granted, at, until, ...user } = row
  return { user: { ...user, roles: rolesOf(granted) }, at, until }
}

export async function listRolesOf(db: Db, userId: string): Promise<SignedInUser['roles'] | null> {
  return (await findPerson(db, userId))?.user.roles ?? null
}

/** In the transaction that changes them: from then on tokens of before aren't believed about what this person may do. */
export async function noteRolesChange(tx: DbTransaction, userId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "user" SET roles_changed_at = clock_timestamp() WHERE id = ${userId}::uuid`
}

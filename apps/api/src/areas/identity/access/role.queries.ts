import type { GrantedRole, Role } from '@eduscale/contracts/actions'
import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import { isBanned } from './ban.queries'
import { rolesOf } from './roles'

/** Of the alias `g` of role_grant: one that has run out counts for nothing, from that moment on. */
const holds = Prisma.sql`g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > clock_timestamp())`

/** Everybody who holds a role now. */
export const holders = Prisma.sql`SELECT g.user_id FROM role_grant g WHERE ${holds}`

/** The names of the roles that a person holds now, as an array; `rolesOf` reads it. */
export function grantedTo(userId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`ARRAY(SELECT g.role FROM role_grant g WHERE g.user_id = ${userId} AND ${holds})`
}

/** When the first of them runs out; null where none does. */
export function grantsEnd(userId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT min(g.expires_at) FROM role_grant g WHERE g.user_id = ${userId} AND ${holds})`
}

/** What these people may be taken for now. */
export async function listRoles(db: Pick<Db, '$queryRaw'>, userIds: readonly string[]): Promise<Map<string, Role[]>> {
  const rows = await db.$queryRaw<{ id: string; granted: string[] }[]>`
    SELECT u.id, ${grantedTo(Prisma.sql`u.id`)} AS granted FROM "user" u WHERE u.id = ANY(${[...userIds]}::uuid[])`
  return new Map(rows.map(({ id, granted }) => [id, rolesOf(granted)]))
}

export interface GrantRow {
  role: GrantedRole
  grantedAt: Date
  grantedBy: string | null
  expiresAt: Date | null
}

/** Those that hold, with the names of who granted them. */
export async function listGrants(db: Pick<Db, '$queryRaw'>, userId: string): Promise<GrantRow[]> {
  return db.$queryRaw<GrantRow[]>`
    SELECT g.role, g.granted_at AS "grantedAt", by.name AS "grantedBy", g.expires_at AS "expiresAt"
    FROM role_grant g LEFT JOIN "user" by ON by.id = g.granted_by
    WHERE g.user_id = ${userId}::uuid AND ${holds} ORDER BY g.role`
}

export async function findGrant(tx: DbTransaction, userId: string, role: GrantedRole): Promise<GrantRow | null> {
  const grants = await listGrants(tx, userId)
  return grants.find((grant) => grant.role === role) ?? null
}

/** In place of the grant of this role that there was, be it one that has run out. */
export async function replaceGrant(
  tx: DbTransaction,
  { userId, role, grantedBy, expiresAt }: { userId: string; role: GrantedRole; grantedBy: string | null; expiresAt: Date | null },
): Promise<void> {
  await endGrant(tx, userId, role)
  await tx.roleGrant.create({ data: { userId, role, grantedBy, expiresAt } })
}

export async function endGrant(tx: DbTransaction, userId: string, role: GrantedRole): Promise<void> {
  await tx.$executeRaw`
    UPDATE role_grant SET revoked_at = clock_timestamp()
    WHERE user_id = ${userId}::uuid AND role = ${role} AND revoked_at IS NULL`
}

/** Whether somebody else is an administrator for as long, not banned, and not about to be deleted. */
export async function hasOtherAdmin(tx: DbTransaction, userId: string, until: Date | null): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM role_grant g
      WHERE g.role = 'admin' AND ${holds} AND g.user_id <> ${userId}::uuid AND NOT ${isBanned(Prisma.sql`g.user_id`)}
        AND EXISTS (SELECT FROM "user" u WHERE u.id = g.user_id AND u.kind = 'member' AND u.deletes_at IS NULL)
        AND (g.expires_at IS NULL OR g.expires_at >= ${until}::timestamptz)) AS found`
  return row?.found ?? false
}

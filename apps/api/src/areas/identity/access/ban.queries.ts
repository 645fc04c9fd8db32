import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import { writeFact } from '../../../facts/write-fact.queries'

/** Of the alias `b` of ban. */
const holds = Prisma.sql`b.lifted_at IS NULL AND (b.expires_at IS NULL OR b.expires_at > clock_timestamp())`

/** Everybody whom a ban keeps out now. */
export const banned = Prisma.sql`SELECT b.user_id FROM ban b WHERE ${holds}`

/** Whether a ban keeps this person out now. */
export function isBanned(userId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM ban b WHERE b.user_id = ${userId} AND ${holds})`
}

/** The ban that holds of the alias `u` of "user", for a LATERAL join. */
export const currentBan = Prisma.sql`
  SELECT b.id, b.reason, b.banned_at, b.expires_at FROM ban b WHERE b.user_id = u.id AND ${holds}
  ORDER BY b.expires_at DESC NULLS FIRST LIMIT 1`

export interface BanRow {
  id: string
  reason: string
  at: Date
  by: string | null
  expiresAt: Date | null
  liftedAt: Date | null
  holds: boolean
}

/** Newest first, with the names of who banned them. */
export async function listBans(db: Pick<Db, '$queryRaw'>, userId: string): Promise<BanRow[]> {
  return db.$queryRaw<BanRow[]>`
    SELECT b.id, b.reason, b.banned_at AS at, by.name AS by, b.expires_at AS "expiresAt", b.lifted_at AS "liftedAt", ${holds} AS holds
    FROM ban b LEFT JOIN "user" by ON by.id = b.banned_by
    WHERE b.user_id = ${userId}::uuid ORDER BY b.banned_at DESC, b.id LIMIT 50`
}

/** The ban that holds; null where none does. */
export async function findBan(db: Pick<Db, '$queryRaw'>, userId: string) {
  const [row] = await db.$queryRaw<{ id: string; reason: string; bannedAt: Date; expiresAt: Date | null }[]>`
    SELECT ban.id, ban.reason, ban.banned_at AS "bannedAt", ban.expires_at AS "expiresAt"
    FROM "user" u CROSS JOIN LATERAL (${currentBan}) ban WHERE u.id = ${userId}::uuid`
  return row ?? null
}

interface NewBan {
  userId: string
  reason: string
  bannedBy: string | null
  expiresAt: Date | null
}

/** With word of it for whoever it concerns. */
export async function createBan(tx: DbTransaction, { userId, reason, bannedBy, expiresAt }: NewBan): Promise<void> {
  const { id } = await tx.ban.create({ data: { userId, reason, bannedBy, expiresAt }, select: { id: true } })
  const number = 2 + (await tx.ban.count({ where: { userId } }))
  const data = { until: expiresAt?.toISOString() ?? null }
  const made = Prisma.sql`(SELECT FROM ban WHERE id = ${id}::uuid) AS made`
  await tx.$executeRaw(writeFact({ type: 'account-banned', subject: userId, number, data }, made))
}

export async function endBans(tx: DbTransaction, userId: string, liftedBy: string | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE ban b SET lifted_at = clock_timestamp(), lifted_by = ${liftedBy}::uuid WHERE b.user_id = ${userId}::uuid AND ${holds}`
}

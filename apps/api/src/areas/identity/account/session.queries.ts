import { randomBytes } from 'node:crypto'
import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import { hashToken, sessionOfToken } from '../../../http/session-token'
import type { SignedInUser } from '../../../http/signed-in-user'
import { isBanned } from '../access/ban.queries'
import { grantedTo } from '../access/role.queries'
import { rolesOf } from '../access/roles'

const sessionDays = 90

/** Of one person: more browsers than anybody has. Another one signs the oldest out. */
const mostSessions = 100

/** The token is shown once and never stored; its SHA-256 is. */
export async function createSession(db: Db, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + sessionDays * 86_400_000)
  // What is deleted is of before the new one.
  await db.sql`
    WITH made AS (
      INSERT INTO session (token_hash, user_id, expires_at) VALUES (${hashToken(token)}, ${userId}::uuid, ${expiresAt})
    )
    DELETE FROM session WHERE token_hash IN (
      SELECT token_hash FROM session WHERE user_id = ${userId}::uuid ORDER BY created_at DESC OFFSET ${mostSessions - 1}::int)`
  return token
}

/** Those of them that there are and that haven't run out, of people who may be here. */
export async function listValidSessions(db: Db, sessions: readonly string[]): Promise<string[]> {
  const rows = await db.sql<{ session: string }>`
    SELECT encode(token_hash, 'hex') AS session FROM session
    WHERE token_hash IN (SELECT decode(asked, 'hex') FROM unnest(${[...sessions]}::text[]) AS asked) AND expires_at > clock_timestamp()
      AND NOT ${isBanned(Prisma.sql`session.user_id`)}`
  return rows.map(({ session }) => session)
}

/** In the order of the tokens, null for one that isn't valid. */
export async function listUsersByToken(db: Db, tokens: readonly string[]): Promise<(SignedInUser | null)[]> {
  const hashes = tokens.map(sessionOfToken)
  const rows = await db.sql<Omit<SignedInUser, 'roles'> & { granted: string[]; place: number }>`
    SELECT asked.place::int AS place, u.id, u.name, u.kind, ${grantedTo(Prisma.sql`u.id`)} AS granted
    FROM unnest(${hashes}::text[]) WITH ORDINALITY AS asked(hash, place)
    JOIN session s ON s.token_hash = decode(asked.hash, 'hex') AND s.expires_at > clock_timestamp()
    JOIN "user" u ON u.id = s.user_id
    -- Whoever signed in at the moment of their ban has a session.
    WHERE NOT ${isBanned(Prisma.sql`u.id`)}`
  const found = new Map(rows.map(({ place, granted, ...user }) => [place, { ...user, roles: rolesOf(granted) }]))
  return tokens.map((_token, index) => found.get(index + 1) ?? null)
}

/** False when there was none. */
export async function deleteSession(db: Db, token: string): Promise<boolean> {
  const { count } = await db.session.deleteMany({ where: { tokenHash: hashToken(token) } })
  return count > 0
}

/** The newest first. `id` is what a session is called where its token must not be. */
export async function listSessions(db: Db, userId: string): Promise<{ id: string; startedAt: Date; expiresAt: Date }[]> {
  return db.sql<{ id: string; startedAt: Date; expiresAt: Date }>`
    SELECT encode(token_hash, 'hex') AS id, created_at AS "startedAt", expires_at AS "expiresAt"
    FROM session WHERE user_id = ${userId}::uuid AND expires_at > clock_timestamp() ORDER BY created_at DESC`
}

/** Returns those that there were: all of the person's, or the one that is named. */
export async function deleteSessions(db: Db, userId: string, session: string | null): Promise<string[]> {
  const rows = await db.sql<{ id: string }>`
    DELETE FROM session WHERE user_id = ${userId}::uuid AND encode(token_hash, 'hex') = coalesce(${session}::text, encode(token_hash, 'hex'))
    RETURNING encode(token_hash, 'hex') AS id`
  return rows.map(({ id }) => id)
}

/** Ends all sessions of a person but the one that is kept. Returns those that ended, to be told (`tellEnded`) once the transaction holds. */
export async function endOtherSessions(tx: DbTransaction, userId: string, keptSession: string | null): Promise<string[]> {
  const ended = await tx.$queryRaw<{ session: string }[]>`
    DELETE FROM session WHERE user_id = ${userId}::uuid AND token_hash IS DISTINCT FROM decode(${keptSession}::text, 'hex')
    RETURNING encode(token_hash, 'hex') AS session`
  return ended.map(({ session }) => session)
}

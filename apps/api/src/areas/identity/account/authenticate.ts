import { randomBytes } from 'node:crypto'
import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyRequest } from 'fastify'
import { bearerToken, hashToken, sessionOfToken } from '../../../http/session-token'
import type { SignedInUser } from '../../../http/signed-in-user'

const sessionDays = 90

/** The token is shown once and never stored; its SHA-256 is. */
export async function createSession(db: Pick<Db, 'session'>, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + sessionDays * 86_400_000)
  await db.session.create({ data: { tokenHash: hashToken(token), userId, expiresAt } })
  return token
}

/** Those of them that there are and that haven't run out. */
export async function listValidSessions(db: Db, sessions: readonly string[]): Promise<string[]> {
  const rows = await db.sql<{ session: string }>`
    SELECT encode(token_hash, 'hex') AS session FROM session
    WHERE token_hash IN (SELECT decode(asked, 'hex') FROM unnest(${[...sessions]}::text[]) AS asked) AND expires_at > clock_timestamp()`
  return rows.map(({ session }) => session)
}

export async function findUserByToken(db: Db, token: string): Promise<SignedInUser | null> {
  const [user] = await listUsersByToken(db, [token])
  return user ?? null
}

/** In the order of the tokens, null for one that isn't valid. */
export async function listUsersByToken(db: Db, tokens: readonly string[]): Promise<(SignedInUser | null)[]> {
  const hashes = tokens.map(sessionOfToken)
  const rows = await db.sql<SignedInUser & { place: number }>`
    SELECT asked.place::int AS place, u.id, u.name, u.kind, u.role
    FROM unnest(${hashes}::text[]) WITH ORDINALITY AS asked(hash, place)
    JOIN session s ON s.token_hash = decode(asked.hash, 'hex') AND s.expires_at > clock_timestamp()
    JOIN "user" u ON u.id = s.user_id`
  const found = new Map(rows.map(({ place, ...user }) => [place, user]))
  return tokens.map((_token, index) => found.get(index + 1) ?? null)
}

export async function findRequestUser(db: Db, request: FastifyRequest): Promise<SignedInUser | null> {
  const token = bearerToken(request)
  return token === null ? null : findUserByToken(db, token)
}

/** Throws `unauthenticated`. */
export async function getRequestUser(db: Db, request: FastifyRequest): Promise<SignedInUser> {
  const user = await findRequestUser(db, request)
  if (!user) throw new AppError('unauthenticated', 'Sign in, or play as a guest.')
  return user
}

/** Throws `forbidden` for whoever is no administrator. */
export async function getRequestAdmin(db: Db, request: FastifyRequest): Promise<SignedInUser> {
  const user = await getRequestUser(db, request)
  if (user.role !== 'admin') throw new AppError('forbidden', 'This is for administrators.')
  return user
}

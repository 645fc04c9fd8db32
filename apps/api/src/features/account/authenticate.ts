import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyRequest } from 'fastify'

export interface SignedInUser {
  id: string
  name: string
  kind: 'guest' | 'member' | 'bot'
  role: 'user' | 'admin'
}

const sessionDays = 90

/** The token is shown once and never stored; its SHA-256 is. */
export async function createSession(db: Pick<Db, 'session'>, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + sessionDays * 86_400_000)
  await db.session.create({ data: { tokenHash: hashToken(token), userId, expiresAt } })
  return token
}

export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}

export async function findUserByToken(db: Db, token: string): Promise<SignedInUser | null> {
  if (token.length < 16 || token.length > 200) return null
  const session = await db.session.findUnique({
    where: { tokenHash: hashToken(token), expiresAt: { gt: new Date() } },
    select: { user: { select: { id: true, name: true, kind: true, role: true } } },
  })
  if (!session) return null
  const { id, name, kind, role } = session.user
  return { id, name, kind: kind as SignedInUser['kind'], role: role as SignedInUser['role'] }
}

export function bearerToken(request: FastifyRequest): string | null {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null
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

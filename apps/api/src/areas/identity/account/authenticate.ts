import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyRequest } from 'fastify'
import { bearerToken } from '../../../http/session-token'
import type { SignedInUser } from '../../../http/signed-in-user'
import { listUsersByToken } from './session.queries'

export async function findUserByToken(db: Db, token: string): Promise<SignedInUser | null> {
  const [user] = await listUsersByToken(db, [token])
  return user ?? null
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

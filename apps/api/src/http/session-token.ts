import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

/** What is stored of a token. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}

/** What a session is called where its token must not be: the token's hash in hexadecimal. */
export function sessionOfToken(token: string): string {
  return Buffer.from(hashToken(token)).toString('hex')
}

export function bearerToken(request: FastifyRequest): string | null {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null
}

/** What the session is called that a request is made in; only where somebody is signed in. */
export function sessionOf(request: FastifyRequest): string {
  const token = bearerToken(request)
  if (token === null) throw new Error('a session was asked for where nobody is signed in')
  return sessionOfToken(token)
}

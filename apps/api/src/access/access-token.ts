import { roles, type Role } from '@eduscale/contracts/actions'
import { maxBattleMinutes } from '@eduscale/contracts/source-limits'
import { importJWK, jwtVerify, type CryptoKey, type JWK, type JWTHeaderParameters } from 'jose'
import { z } from 'zod'
import type { SignedInUser } from '../http/signed-in-user'

/** The one algorithm: a header that names another is no token of ours. */
export const tokenAlgorithm = 'EdDSA'

/** What a token of ours is and whom it is for, so that no other one that these keys may sign some day is taken for it (RFC 9068's type). */
export const tokenType = 'at+jwt'
export const tokenAudience = 'eduscale'

/** Clocks of nodes differ by less. */
export const clockToleranceSeconds = 5

/** How long after its end a token may still lead a player on: the longest battle, and as much again for interruptions. */
export const longestLateSeconds = 2 * maxBattleMinutes * 60

/** What a token says: whoever shows it, by which session, and since when they were so. */
export interface ShownToken {
  user: SignedInUser
  sessionId: string
  /** Milliseconds since the epoch, as its issuer's database has them, in whole seconds. */
  issuedAt: number
  /** When the first of their roles runs out, milliseconds since the epoch; null where none does. */
  rolesUntil: number | null
  /** It is past its end, by no more than `longestLateSeconds`: worth nothing outside of a battle. */
  isLate: boolean
}

/** Name and kind besides what the design has: every edge shows or counts by them, and would ask the database for nothing else. */
export const claimsSchema = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  jti: z.string(),
  iat: z.number(),
  exp: z.number(),
  name: z.string(),
  kind: z.enum(['guest', 'member', 'bot']),
  until: z.number().optional(),
  /** One that a newer node knows and this one doesn't is nothing here. */
  roles: z.array(z.string()).transform((given) => roles.filter((role): role is Role => given.includes(role))),
})

export type FindKey = (kid: string) => Promise<CryptoKey | null>

/** Null for whatever isn't a token of ours, or ended too long ago. What is too long to be one isn't looked at. */
export async function readAccessToken(token: string, findKey: FindKey): Promise<ShownToken | null> {
  if (token.length > maxTokenLength) return null
  try {
    const { payload } = await jwtVerify(token, async (header) => getKey(header, findKey), {
      algorithms: [tokenAlgorithm],
      typ: tokenType,
      audience: tokenAudience,
      clockTolerance: clockToleranceSeconds + longestLateSeconds,
    })
    const { sub, sid, iat, exp, name, kind, until = null, roles: granted } = claimsSchema.parse(payload)
    const isLate = Date.now() >= (exp + clockToleranceSeconds) * 1_000
    const user = { id: sub, name, kind, roles: granted }
    return { user, sessionId: sid, issuedAt: iat * 1_000, rolesUntil: until, isLate }
  } catch (error) {
    if (error instanceof KeysUnreadable) throw error.cause
    return null
  }
}

export const maxTokenLength = 2_000

export async function importPublicKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, tokenAlgorithm)
  if (key instanceof Uint8Array) throw new Error('a signing key is no shared secret')
  return key
}

async function getKey({ kid }: JWTHeaderParameters, findKey: FindKey): Promise<CryptoKey> {
  const key = typeof kid === 'string' ? await findKey(kid).catch(rethrow) : null
  if (!key) throw new Error('no such key')
  return key
}

/** That the keys can't be read says nothing about the token. */
class KeysUnreadable extends Error {}

function rethrow(cause: unknown): never {
  throw new KeysUnreadable('keys', { cause })
}

import { createPrivateKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'
import type { Db } from '@eduscale/db'
import { SignJWT } from 'jose'
import { tokenAlgorithm, tokenAudience, tokenType } from '../../../access/access-token'
import type { SignedInUser } from '../../../http/signed-in-user'
import { seal, unseal } from './seal'
import { addSigningKey, findSigningKey } from './signing-key.queries'

/** Which key signs is asked this often: much more often than another one takes its turn. */
const readEveryMs = 15_000

export interface TokenIssuer {
  /** `at`: when the database said that they are so; `until`: when the first of their roles runs out. */
  issue: (given: { user: SignedInUser; sessionId: string; at: Date; until?: Date | null }) => Promise<string>
}

/** Signs access tokens by the key in turn, whose private half only whoever knows one of the secrets can read. */
export function createTokenIssuer(options: { db: Db; secrets: readonly string[]; lifeSeconds: number }): TokenIssuer {
  const { db, secrets, lifeSeconds } = options
  let current: Promise<{ kid: string; key: KeyObject }> | null = null
  let readAt = -Infinity
  const read = async () => {
    const stored = (await findSigningKey(db)) ?? (await addKey(db, secrets).then(async () => findSigningKey(db)))
    if (!stored) throw new Error('there is no signing key')
    const pem = unseal(stored.sealedKey, stored.kid, secrets)
    if (!pem)
      throw new Error('SESSION_SECRET does not open the signing keys of this database; name the former one after the new one')
    return { kid: stored.kid, key: createPrivateKey({ key: pem, format: 'der', type: 'pkcs8' }) }
  }
  const getKey = () => {
    if (current && performance.now() - readAt < readEveryMs) return current
    const last = current
    readAt = performance.now()
    // What is known goes on while the database is away.
    const next = read().catch((error: unknown) => {
      readAt = -Infinity
      if (last) return last
      throw error
    })
    return (current = next)
  }
  return {
    issue: async ({ user, sessionId, at, until = null }) => {
      const { kid, key } = await getKey()
      const iat = Math.floor(at.getTime() / 1_000)
      const { id, ...claims } = user
      return new SignJWT({ ...claims, sid: sessionId, ...(until && { until: until.getTime() }) })
        .setProtectedHeader({ alg: tokenAlgorithm, kid, typ: tokenType })
        .setAudience(tokenAudience)
        .setSubject(id)
        .setJti(randomUUID())
        .setIssuedAt(iat)
        .setExpirationTime(iat + lifeSeconds)
        .sign(key)
    },
  }
}

/** Makes the next key, where one is due. */
export async function addKey(db: Db, secrets: readonly string[]): Promise<boolean> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const kid = randomUUID()
  const sealedKey = seal(privateKey.export({ format: 'der', type: 'pkcs8' }), kid, secrets[0] ?? '')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  return addSigningKey(db, { kid, publicKey: { kty: 'OKP', crv: 'Ed25519', alg: tokenAlgorithm, use: 'sig', kid, x }, sealedKey })
}

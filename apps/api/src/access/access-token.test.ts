import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { importPublicKey, longestLateSeconds, readAccessToken, tokenAudience, tokenType } from './access-token'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey.export({ format: 'jwk' }).x ?? '' }
const findKey = async () => importPublicKey(jwk)

interface Given {
  typ?: string | undefined
  aud?: string | string[] | undefined
  exp?: number
  key?: KeyObject
}

/** One of ours but for what is given. */
async function sign({ typ = tokenType, aud = tokenAudience, exp = 300, key = privateKey }: Given): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  return new SignJWT({ name: 'Ada', kind: 'member', roles: ['learner'], sid: randomUUID() })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'test', typ })
    .setAudience(aud)
    .setSubject(randomUUID())
    .setJti(randomUUID())
    .setIssuedAt(now - 1_000_000)
    .setExpirationTime(now + exp)
    .sign(key)
}

test('one of ours is read, and says whether it has run out', async () => {
  expect(await readAccessToken(await sign({}), findKey)).toMatchObject({ user: { name: 'Ada', kind: 'member' }, isLate: false })
  expect(await readAccessToken(await sign({ exp: -60 }), findKey)).toMatchObject({ isLate: true })
})

test.each<[what: string, given: Given]>([
  ['of another type', { typ: 'JWT' }],
  ['for somebody else', { aud: 'another-service' }],
  ['that ended too long ago for any battle', { exp: -longestLateSeconds - 60 }],
  ['of another key', { key: generateKeyPairSync('ed25519').privateKey }],
])('one %s is none', async (_what, given) => {
  expect(await readAccessToken(await sign(given), findKey)).toBeNull()
})

import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import type { BattleRecord } from '@eduscale/contracts/record'
import { canonicalJson } from './canonical-json'

/** DER of an Ed25519 private key without its last 32 bytes, which are the seed (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key that a server signs records with, derived from its secret: every node that has the secret has the key. */
export function createRecordKey(secret: string): KeyObject {
  const seed = createHash('sha256').update(`eduscale record key ${secret}`).digest()
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
}

/** SPKI, base64url. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64url')
}

export function signRecord(record: Omit<BattleRecord, 'publicKey' | 'signature'>, key: KeyObject): BattleRecord {
  const unsigned = { ...record, publicKey: publicKeyOf(key) }
  return { ...unsigned, signature: sign(null, Buffer.from(canonicalJson(unsigned)), key).toString('base64url') }
}

export function isSignatureRight(record: BattleRecord): boolean {
  const { signature, ...unsigned } = record
  try {
    const key = createPublicKey({ key: Buffer.from(record.publicKey, 'base64url'), format: 'der', type: 'spki' })
    return verify(null, Buffer.from(canonicalJson(unsigned)), key, Buffer.from(signature, 'base64url'))
  } catch {
    // Not a key at all.
    return false
  }
}

/** The first 16 hexadecimal digits of the SHA-256 of a public key: short enough to be read out. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
}

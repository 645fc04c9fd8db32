import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { canonicalJson } from './canonical-json'

/** 256 bits, hexadecimal; made when the problem is chosen, told when the battle starts. */
export function createSealKey(): string {
  return randomBytes(32).toString('hex')
}

/**
 * What is published when the problem is chosen: SHA-256 over the canonical JSON of key, problem and test set. It tells nothing
 * without the key; with the key, anybody can see that neither statement nor tests were exchanged.
 */
export function commitTo(key: string, problem: unknown, testSetHash: string): string {
  return createHash('sha256')
    .update(canonicalJson([key, problem, testSetHash]))
    .digest('hex')
}

/** AES-256-GCM; each key seals one statement, so its nonce may be fixed. `nonce || ciphertext || tag`, base64. */
export function seal(key: string, problem: unknown): string {
  const nonce = Buffer.alloc(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(problem), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64')
}

/** Throws when the key isn't the right one, or a bit has changed. */
export function unseal(key: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(-16))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8'))
}

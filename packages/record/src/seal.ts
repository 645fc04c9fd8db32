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

/** All statements are sealed at one size, in bytes: by its length each would be known. */
export const sealedBytes = 32 * 1024

/** The bytes that a problem takes of `sealedBytes`. */
export function countToSeal(problem: unknown): number {
  return Buffer.byteLength(JSON.stringify(problem))
}

/**
 * AES-256-GCM over JSON and spaces up to `sealedBytes` (what is larger, up to a multiple of that). `nonce || ciphertext || tag`,
 * base64.
 */
export function seal(key: string, problem: unknown): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce)
  const text = Buffer.from(JSON.stringify(problem))
  const padding = Buffer.alloc(Math.ceil(text.length / sealedBytes) * sealedBytes - text.length, ' ')
  const sealed = Buffer.concat([cipher.update(text), cipher.update(padding), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64')
}

/** Throws when the key isn't the right one, or a bit has changed. */
export function unseal(key: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(-16))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8'))
}

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
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

const lengthBytes = 4

/** A statement in four languages says most of its formulas four times; within one size, compressing tells nothing. */
function pack(problem: unknown): Buffer {
  const text = deflateSync(JSON.stringify(problem))
  const length = Buffer.alloc(lengthBytes)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text])
}

/** The bytes that a problem takes of `sealedBytes`. */
export function countToSeal(problem: unknown): number {
  return pack(problem).length
}

/**
 * AES-256-GCM over the length of what follows (four bytes, big-endian), JSON compressed by zlib, and zeros up to `sealedBytes` (what
 * is larger, up to a multiple of that). `nonce || ciphertext || tag`, base64.
 */
export function seal(key: string, problem: unknown): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce)
  const packed = pack(problem)
  const padding = Buffer.alloc(Math.ceil(packed.length / sealedBytes) * sealedBytes - packed.length)
  const sealed = Buffer.concat([cipher.update(packed), cipher.update(padding), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64')
}

/** Throws when the key isn't the right one, or a bit has changed. */
export function unseal(key: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(-16))
  const opened = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
  const text = opened.subarray(lengthBytes, lengthBytes + opened.readUInt32BE(0))
  return JSON.parse(inflateSync(text).toString('utf8'))
}

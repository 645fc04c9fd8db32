import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const [nonceBytes, tagBytes] = [12, 16]

/** Encrypts what lies in the database by a key that doesn't; `name` is what it belongs to, and nowhere else it can be opened. */
export function seal(plain: Uint8Array, name: string, secret: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, keyOf(secret), nonce).setAAD(Buffer.from(name))
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final()])
  return new Uint8Array(Buffer.concat([sealed, cipher.getAuthTag()]))
}

/** Null where none of the secrets opens it. */
export function unseal(sealed: Uint8Array, name: string, secrets: readonly string[]): Buffer | null {
  const bytes = Buffer.from(sealed)
  for (const secret of secrets) {
    try {
      const decipher = createDecipheriv(algorithm, keyOf(secret), bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(name))
      decipher.setAuthTag(bytes.subarray(-tagBytes))
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()])
    } catch {
      // Of another secret, or changed.
    }
  }
  return null
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'signing keys', 32))
}

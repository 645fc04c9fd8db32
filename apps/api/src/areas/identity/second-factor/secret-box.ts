import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { AppError } from '@eduscale/platform/errors'
import type { ApiConfig } from '../../../app/config'

type BoxConfig = Pick<ApiConfig, 'ACCOUNT_SECRET'>

/** Whoever has a copy of the database alone has no codes by it. Throws `no-second-factor` where no secret was set up. */
export function sealSecret(config: BoxConfig, userId: string, secret: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(config, 'totp'), nonce).setAAD(Buffer.from(userId))
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), sealed]))
}

/** Throws where it is somebody else's, or the secret of the configuration is another one. */
export function openSecret(config: BoxConfig, userId: string, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(config, 'totp'), sealed.subarray(0, 12))
  decipher.setAAD(Buffer.from(userId)).setAuthTag(sealed.subarray(12, 28))
  return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]))
}

export function hashCode(config: BoxConfig, userId: string, code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', keyOf(config, 'recovery codes')).update(`${userId} ${code}`).digest())
}

function keyOf({ ACCOUNT_SECRET }: BoxConfig, use: string): Uint8Array {
  if (ACCOUNT_SECRET === undefined)
    throw new AppError('no-second-factor', 'This platform offers no second step: whoever runs it has set up no secret for it.')
  return new Uint8Array(hkdfSync('sha256', ACCOUNT_SECRET, '', `eduscale ${use}`, 32))
}

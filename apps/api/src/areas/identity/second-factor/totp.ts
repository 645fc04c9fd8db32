import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/** As every app knows them (RFC 6238): six digits, each 30 s long. */
const period = 30
const of = { algorithm: 'SHA1', digits: 6, period } as const
/** Steps before and after: clocks of phones differ, and people type slowly. */
const window = 1

export function createTotpSecret(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(20))
}

/** What an app takes: by its camera, and by hand. */
export function describeTotp(secret: Uint8Array<ArrayBuffer>, name: string): { uri: string; secret: string } {
  const totp = new TOTP({ ...of, issuer: 'EduScale', label: name, secret: new Secret({ buffer: secret.slice().buffer }) })
  return { uri: totp.toString(), secret: totp.secret.base32 }
}

/** The step of time whose code it is; null for one that is of none near this instant. */
export function findStep(secret: Uint8Array<ArrayBuffer>, code: string, at: number): number | null {
  const totp = new TOTP({ ...of, secret: new Secret({ buffer: secret.slice().buffer }) })
  const delta = totp.validate({ token: code, timestamp: at, window })
  return delta === null ? null : Math.floor(at / 1_000 / period) + delta
}

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { FairLine, type Asker } from './fair-line'

// OWASP's minimum for scrypt: N=2^17, r=8, p=1 (128 MiB). https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

/** At most two at a time: each takes 128 MiB and 300 ms of a thread. A class that signs in at once is of one address. */
const line = new FairLine({ running: 2, ofAccount: 2, ofAddress: 100, ofAll: 300 })

/** `scrypt$N$salt$hash`, both in base64url. */
export async function hashPassword(password: string, asker: Asker): Promise<string> {
  const salt = randomBytes(16)
  const hash = await line.run(asker, () => derive(password, salt, cost.N))
  return ['scrypt', cost.N, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

export async function isPassword(password: string, stored: string, asker: Asker): Promise<boolean> {
  const [scheme, n, salt, hash] = stored.split('$')
  if (scheme !== 'scrypt' || !salt || !hash) return false
  // Whoever chose theirs when another cost was usual still gets in.
  const derived = await line.run(asker, () => derive(password, Buffer.from(salt, 'base64url'), Number(n)))
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url'))
}

function derive(password: string, salt: Buffer, N: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, { ...cost, N }, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

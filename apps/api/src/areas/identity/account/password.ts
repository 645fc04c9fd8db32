import { scrypt, timingSafeEqual } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { FairLine, type Asker } from './fair-line'

/**
 * OWASP's minimum for argon2id, which is the library's algorithm unless another is named: 19 MiB, two passes, one thread.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** At most two at a time: each takes a thread, and 128 MiB where a hash of before has to be checked. A class signs in from one address. */
const line = new FairLine({ running: 2, ofAccount: 2, ofAddress: 100, ofAll: 300 })

export async function hashPassword(password: string, asker: Asker): Promise<string> {
  return line.run(asker, () => hash(password.normalize('NFKC'), cost))
}

/**
 * Null for whoever has none, or isn't there: the work is the same. With `formerToo` that of a hash of before argon2id is done as well,
 * whichever of the two is stored, so that nobody learns by the time it takes whose hash is old.
 */
export async function isPassword(password: string, stored: string | null, asker: Asker, formerToo = false): Promise<boolean> {
  const plain = password.normalize('NFKC')
  const former = stored !== null && isFormerHash(stored) ? stored : null
  return line.run(asker, async () => {
    const isFormer = former !== null || formerToo ? await checkFormer(plain, former ?? formerDummy) : false
    const isCurrent = await verify(stored !== null && former === null ? stored : dummy, plain)
    return stored !== null && (former === null ? isCurrent : isFormer)
  })
}

/** `scrypt$N$salt$hash`, both in base64url: how passwords were kept before argon2id. It is replaced at the next right sign-in. */
export function isFormerHash(stored: string): boolean {
  return stored.startsWith('scrypt$')
}

function checkFormer(plain: string, stored: string): Promise<boolean> {
  const [, n, salt = '', expected = ''] = stored.split('$')
  const options = { N: Number(n), r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
  return new Promise((resolve, reject) => {
    scrypt(plain, Buffer.from(salt, 'base64url'), 32, options, (error, key) =>
      error ? reject(error) : resolve(timingSafeEqual(key, Buffer.from(expected, 'base64url'))),
    )
  })
}

/** Nobody's: what is checked where there is nothing to check. */
const dummy = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`
const formerDummy = `scrypt$131072$${'A'.repeat(22)}$${'A'.repeat(43)}`

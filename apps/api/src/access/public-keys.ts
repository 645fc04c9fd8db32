import type { CryptoKey, JWK } from 'jose'
import { importPublicKey } from './access-token'

/** Whoever invents names of keys has the table read no more often than this. */
const readAtMostEveryMs = 1_000

/**
 * The keys that access tokens are verified with, read when one is asked for that isn't known. A new key is published for a minute before
 * anything is signed with it, so that nobody waits here in earnest.
 */
export function createPublicKeys(
  listKeys: () => Promise<{ kid: string; jwk: JWK }[]>,
): (kid: string) => Promise<CryptoKey | null> {
  let keys = new Map<string, CryptoKey>()
  let readAt = -Infinity
  let reading: Promise<void> | null = null
  const read = async (): Promise<void> => {
    const rows = await listKeys()
    keys = new Map(await Promise.all(rows.map(async ({ kid, jwk }) => [kid, await importPublicKey(jwk)] as const)))
    readAt = performance.now()
  }
  return async (kid) => {
    const known = keys.get(kid)
    if (known) return known
    if (!reading && performance.now() - readAt < readAtMostEveryMs) return null
    reading ??= read().finally(() => (reading = null))
    await reading
    return keys.get(kid) ?? null
  }
}

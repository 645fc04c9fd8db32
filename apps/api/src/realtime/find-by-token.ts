import { setTimeout as wait } from 'node:timers/promises'
import { createBatch } from '@eduscale/platform/batch'
import { TokenBuckets } from './token-bucket'
import type { SignedInUser } from '../http/signed-in-user'

/** Tokens that are nobody's, of one address: a class whose sessions have run out, and after that no more than by mistake. */
const wrongOnes = { burst: 100, perSecond: 1 }

/** After that so many of the address are looked up in each turn, and a turn comes as often. */
const slowly = { atOnce: 20, everyMs: 200 }

type Find = (token: string) => Promise<SignedInUser | null>

/** In the order of the tokens, null for one that isn't valid. */
export type ListUsersByToken = (tokens: readonly string[]) => Promise<(SignedInUser | null)[]>

/**
 * Whose the tokens of handshakes are. Many are looked up together, since many come when another node has died. An address that has shown
 * too many that are nobody's gets a line of its own: who is somebody there gets in a little later, and nobody elsewhere waits for it.
 */
export function createTokenFinder(
  listUsersByToken: ListUsersByToken,
): (token: string, address: string) => Promise<SignedInUser | null> {
  const find = createBatch({ maxSize: 250, run: listUsersByToken })
  const wrong = new TokenBuckets(wrongOnes)
  const lines = new Map<string, { find: Find; waiting: number }>()
  const openLine = (): Find =>
    createBatch({
      maxSize: slowly.atOnce,
      run: async (tokens: readonly string[]) => {
        await wait(slowly.everyMs)
        return listUsersByToken(tokens)
      },
    })
  const findSlowly = async (token: string, address: string): Promise<SignedInUser | null> => {
    const line = lines.get(address) ?? { find: openLine(), waiting: 0 }
    lines.set(address, line)
    line.waiting += 1
    try {
      return await line.find(token)
    } finally {
      line.waiting -= 1
      if (line.waiting === 0) lines.delete(address)
    }
  }
  return async (token, address) => {
    const user = wrong.has(address) ? await find(token) : await findSlowly(token, address)
    if (!user) wrong.take(address)
    return user
  }
}

import { randomUUID } from 'node:crypto'
import type { Redis } from '@eduscale/platform/redis'

/** A node that hasn't told for this long is gone, and its spectators with it. */
const freshMs = 6_000

export interface Spectators {
  /** What this node has, told every two seconds or so. */
  tell(counts: ReadonlyMap<string, number>): void
  /** Over all nodes, as far as Redis knows; nothing but a number to look at. */
  count(battleIds: readonly string[]): Promise<Map<string, number>>
}

export function createSpectators(redis: Redis): Spectators {
  // Not the node's name: two containers may have been given the same.
  const processId = randomUUID()
  const keyOf = (battleId: string) => `spectators:${battleId}`
  return {
    tell(counts) {
      if (redis.status !== 'ready' || counts.size === 0) return
      const batch = redis.pipeline()
      for (const [battleId, count] of counts) {
        batch.hset(keyOf(battleId), processId, `${count} ${Date.now()}`).pexpire(keyOf(battleId), freshMs)
      }
      batch.exec().catch(() => {})
    },
    async count(battleIds) {
      const counts = new Map<string, number>()
      if (redis.status !== 'ready' || battleIds.length === 0) return counts
      const batch = redis.pipeline()
      for (const battleId of battleIds) batch.hvals(keyOf(battleId))
      const answers = (await batch.exec().catch(() => null)) ?? []
      for (const [index, [, values]] of answers.entries()) {
        counts.set(battleIds[index] ?? '', Array.isArray(values) ? sumFresh(values) : 0)
      }
      return counts
    },
  }
}

function sumFresh(values: readonly unknown[]): number {
  const now = Date.now()
  return values.reduce<number>((sum, value) => {
    const [count, at] = String(value).split(' ').map(Number)
    return now - (at ?? 0) < freshMs ? sum + (count ?? 0) : sum
  }, 0)
}

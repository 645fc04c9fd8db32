import type { Standing } from '@eduscale/contracts/battle'
import type { Redis } from '@eduscale/platform/redis'
import { listStandings } from '@eduscale/rules/battle-view'
import type { AppContext } from '../../../app/app-context'
import { presentBattle } from '../play/present-battle'

/** A leaderboard that nobody asks for and nothing changes is forgotten; the log has it. */
const keepSeconds = 3_600

/** Longer than this, and Redis isn't waited for. */
const patienceMs = 200

export interface Leaderboards {
  /** User ids by place; best first. From Redis where it is as new as `seq`, else from the log, and then put there. */
  listLeaders(battleId: string, seq: number): Promise<{ userId: string; place: number }[]>
}

/**
 * Live leaderboards as sorted sets, one for each battle: quick to read for lists of battles and big screens. A cache and no more:
 * `seq` beside each says how far in the log it is, and whatever is missing or behind is built from the log.
 */
export function createLeaderboards(app: AppContext, redis: Redis): Leaderboards {
  const keyOf = (battleId: string) => `leaderboard:${battleId}`
  const read = async (battleId: string, seq: number) => {
    const key = keyOf(battleId)
    const [known, rows] = await Promise.all([redis.get(`${key}:seq`), redis.zrange(key, '0', '-1', 'WITHSCORES')])
    if (Number(known) < seq || rows.length === 0) return null
    return rows.flatMap((userId, index) => (index % 2 === 0 ? [{ userId, place: Number(rows[index + 1]) }] : []))
  }
  const write = async (battleId: string, seq: number, standings: readonly Standing[]) => {
    const key = keyOf(battleId)
    await redis
      .multi()
      .del(key)
      .zadd(key, ...standings.flatMap(({ userId, place }) => [String(place), userId]))
      .expire(key, keepSeconds)
      .set(`${key}:seq`, seq, 'EX', keepSeconds)
      .exec()
  }
  return {
    async listLeaders(battleId, seq) {
      const cached = await orNull(read(battleId, seq))
      if (cached) return cached
      const view = await presentBattle(app.db, battleId)
      const standings = view.result?.standings.length ? view.result.standings : listStandings(view)
      if (standings.length > 0) void orNull(write(battleId, view.seq, standings))
      return standings.map(({ userId, place }) => ({ userId, place }))
    },
  }
}

/** What Redis answers in time; null when it doesn't. */
async function orNull<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null).unref())
  return Promise.race([asked.catch(() => null), late])
}

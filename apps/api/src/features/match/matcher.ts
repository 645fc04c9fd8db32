import type { Difficulty } from '@eduscale/contracts/problem'
import { ratingWindow } from '@eduscale/rules/matchmaking'
import type { AppContext } from '../../app-context'
import { insertBattle } from '../battle/start-battle'

export const matchLimitMs = 20 * 60_000

/** For this long only those who chose the same language meet. */
const languageWishMs = 15_000

export interface OpenTicket {
  id: string
  user_id: string
  difficulty: Difficulty | null
  language: string | null
  rating: number
  waited_ms: number
}

/**
 * Pairs whoever waits. Tickets are locked with SKIP LOCKED, and closed in the transaction that inserts their battle, so several
 * matchers at once never give one ticket two battles.
 */
export async function matchTickets(app: AppContext): Promise<void> {
  await expireTickets(app)
  const made = await app.db.$transaction(async (tx) => {
    const open = await tx.$queryRaw<OpenTicket[]>`
      SELECT t.id, t.user_id, t.difficulty, t.language, t.rating,
        (extract(epoch FROM clock_timestamp() - t.created_at) * 1000)::double precision AS waited_ms
      FROM ticket t
      WHERE t.state = 'open'
        AND NOT EXISTS (SELECT 1 FROM battle_player p WHERE p.user_id = t.user_id AND p.is_active_ranked)
        AND EXISTS (SELECT 1 FROM execution_state WHERE state = 'closed')
      ORDER BY t.created_at LIMIT 200 FOR UPDATE OF t SKIP LOCKED`
    const battles: { battleId: string; players: string[] }[] = []
    for (const [first, second] of pairTickets(open)) {
      const players = [first.user_id, second.user_id]
      const battleId = await insertBattle(tx, {
        originKind: 'match',
        originKey: [first.id, second.id].toSorted().join(':'),
        rules: { limitMs: matchLimitMs, isRanked: true, difficulty: first.difficulty ?? second.difficulty },
        players,
      })
      if (!battleId) continue
      await tx.ticket.updateMany({
        where: { id: { in: [first.id, second.id] } },
        data: { state: 'matched', battleId, closedAt: new Date() },
      })
      battles.push({ battleId, players })
    }
    return battles
  })
  for (const { battleId, players } of made) {
    app.metrics.battleStarts.inc({ outcome: 'started' })
    for (const userId of players) app.publisher.notice(userId, { t: 'match:found', d: { battleId } })
  }
}

/** The longest-waiting first, each with the nearest rating among those it may meet. */
export function pairTickets(open: readonly OpenTicket[]): [OpenTicket, OpenTicket][] {
  const pairs: [OpenTicket, OpenTicket][] = []
  const taken = new Set<string>()
  for (const first of open) {
    if (taken.has(first.id)) continue
    const [second] = open
      .filter((other) => other !== first && !taken.has(other.id) && mayMeet(first, other))
      .toSorted((a, b) => Math.abs(a.rating - first.rating) - Math.abs(b.rating - first.rating))
    if (!second) continue
    taken.add(first.id).add(second.id)
    pairs.push([first, second])
  }
  return pairs
}

/** A difficulty is a demand; a language is a wish that gives way after a while, for a battle may be fought in two of them. */
function mayMeet(first: OpenTicket, second: OpenTicket): boolean {
  const waitedMs = Math.max(first.waited_ms, second.waited_ms)
  const isSameDifficulty = isSameOrAny(first.difficulty, second.difficulty)
  const isLanguageFine = isSameOrAny(first.language, second.language) || waitedMs >= languageWishMs
  return isSameDifficulty && isLanguageFine && Math.abs(first.rating - second.rating) <= ratingWindow(waitedMs)
}

function isSameOrAny(first: string | null, second: string | null): boolean {
  return first === null || second === null || first === second
}

/** A ticket is kept alive by its owner's page; one that nobody asks after is closed. */
async function expireTickets(app: AppContext): Promise<void> {
  const expired = await app.db.$queryRaw<{ user_id: string }[]>`
    UPDATE ticket SET state = 'expired', closed_at = clock_timestamp()
    WHERE state = 'open' AND seen_at < clock_timestamp() - interval '45 seconds'
    RETURNING user_id`
  for (const { user_id } of expired) app.publisher.notice(user_id, { t: 'match:left', d: { reason: 'expired' } })
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { ChaosWorld } from './chaos-world'
import { findView, listPresent, type ChaosBattle } from './open-battle'
import type { Random } from './random'

/** A node's lease on a timer, a missed renewal and a fault beside it included. */
const missedWithinMs = 60_000

/**
 * One player of some battles closes the connection and doesn't come back. Until the forfeit there is a minute, which is cut short in the
 * database; that the player is missed at all, and lost for it, is the platform's doing. Resolves when that has happened, or should have.
 */
export async function leaveForGood(world: ChaosWorld, random: Random, battles: readonly ChaosBattle[]): Promise<void> {
  // In a casual group nobody is missed, and what is short is over before.
  const candidates = battles.filter(({ format, isRanked, isShort }) => !isShort && (format === 'duel' || isRanked))
  const [first, ...others] = candidates
  const chosen = first ? [first, ...others.filter(() => random.next() < 0.3)] : []
  await Promise.all(chosen.map((battle) => leaveOne(world, random.fork(), battle)))
}

async function leaveOne(world: ChaosWorld, random: Random, battle: ChaosBattle): Promise<void> {
  if (!(await untilRunning(battle))) return
  // In a room the second one resigns some day.
  const leaver = random.pick(listPresent(battle).filter((_player, seat) => battle.format === 'duel' || seat !== 1))
  battle.gone.add(leaver)
  leaver.leave()
  const deadline = Date.now() + missedWithinMs
  // The database may be away for a moment.
  while (Date.now() < deadline && !(await isOut(world, battle.battleId, leaver.user.id).catch(() => false))) {
    await hasten(world, battle.battleId, leaver.user.id).catch(() => {})
    await sleep(250)
  }
}

/** False where it never comes to it. */
export async function untilRunning(battle: ChaosBattle): Promise<boolean> {
  const deadline = Date.now() + 30_000
  while (findView(battle)?.state !== 'RUNNING' && Date.now() < deadline) await sleep(50)
  return findView(battle)?.state === 'RUNNING'
}

/** The moment itself and the timer that brings it: one without the other would be no forfeit. */
async function hasten(world: ChaosWorld, battleId: string, userId: string): Promise<void> {
  await world.query(
    `WITH soon AS (
      UPDATE battle_player SET forfeit_at = clock_timestamp() + interval '1500 milliseconds'
      WHERE battle_id = $1 AND user_id = $2 AND forfeit_at > clock_timestamp() + interval '2 seconds' RETURNING forfeit_at
    )
    UPDATE battle_timer SET fire_at = soon.forfeit_at FROM soon WHERE battle_id = $1 AND kind = 'forfeit:' || $2::text`,
    [battleId, userId],
  )
}

async function isOut(world: ChaosWorld, battleId: string, userId: string): Promise<boolean> {
  const rows = await world.query(
    `SELECT FROM battle b JOIN battle_player p ON p.battle_id = b.id AND p.user_id = $2
      WHERE b.id = $1 AND (b.state IN ('FINISHED', 'ABORTED', 'VOID') OR p.left_because IS NOT NULL)`,
    [battleId, userId],
  )
  return rows.length > 0
}

/** I9: whoever went away for good has lost by it, unless the battle was given up before. */
export async function checkForfeits(
  query: <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>,
  battles: readonly ChaosBattle[],
): Promise<string[]> {
  const gone = battles.flatMap((battle) => [...battle.gone].map(({ user }) => ({ battleId: battle.battleId, user })))
  const checked = gone.map(async ({ battleId, user }) => {
    const [row] = await query<{ left_because: string | null; reason: string | null; is_winner: boolean }>(
      `SELECT p.left_because, e.data->>'reason' AS reason, b.winner_id IS NOT DISTINCT FROM p.user_id AS is_winner
        FROM battle_player p JOIN battle b ON b.id = p.battle_id
        LEFT JOIN battle_event e ON e.battle_id = p.battle_id AND e.type = 'battle:finished'
        WHERE p.battle_id = $1 AND p.user_id = $2`,
      [battleId, user.id],
    )
    const who = `I9 ${battleId}: ${user.name} went away for good`
    if (row?.is_winner) return [`${who}, and has won`]
    if (row?.left_because === 'forfeit' || row?.reason === 'resigned') return []
    return [`${who}, and it ended by: ${row?.reason ?? 'nothing'}`]
  })
  return (await Promise.all(checked)).flat()
}

import { randomUUID } from 'node:crypto'
import { battleRulesSchema, type BattleEvent, type BattleOrigin, type GivenBattleRules } from '@eduscale/contracts/battle'
import type { DbTransaction } from '@eduscale/db'
import { isUniqueViolation } from '@eduscale/db/refused-data'
import { AppError } from '@eduscale/platform/errors'
import { chainEvents, chainStart } from '@eduscale/record/hash-chain'
import { battleTimings } from '@eduscale/rules/battle-facts'
import type { AppContext } from '../../../app-context'
import { publicUserSelect } from '../../identity/face'
import { presentPlayer } from './present-player'
import { pickProblem, refuseNarrowWish } from './pick-problem'

export interface BattleStart {
  originKind: BattleOrigin
  /** What this battle comes from; there is at most one battle per kind and key, however many ask at once. */
  originKey: string
  rules: GivenBattleRules
  /** In the order of the board; one player alone waits in the lobby for others. */
  players: readonly string[]
  /** A certain problem; else one of the pool that the rules name. It is chosen when everybody is ready. */
  problemSlug?: string | null
}

/**
 * Starts the battle of an origin, or finds the one that was started before. The lock makes contenders wait for each other instead
 * of doing the same work; that there is one battle is the unique key's doing.
 */
export async function startBattle(app: AppContext, start: BattleStart): Promise<{ battleId: string; isNew: boolean }> {
  const key = `battle-start:${start.originKind}:${start.originKey}`
  const started = await app.locks.with(key, async (lock) => {
    const existing = await findByOrigin(app.db, start)
    if (existing) return { battleId: existing, isNew: false }
    await app.failpoints.pass('start-locked')
    try {
      const battleId = await insertBattle(app.db, start)
      if (battleId) {
        await countDuplicates(app, start)
        return { battleId, isNew: true }
      }
    } catch (error) {
      if (isUniqueViolation(error) && error.message.includes('battle_player_active_ranked_key')) {
        throw new AppError('already-playing', 'One of the players is in another ranked battle.')
      }
      throw error
    }
    if (lock.isLost()) app.metrics.staleFenceRejected.inc()
    const winner = await findByOrigin(app.db, start)
    if (!winner) throw new AppError('unavailable', 'The battle could not be started; try again.')
    return { battleId: winner, isNew: false }
  })
  app.metrics.battleStarts.inc({ outcome: started.isNew ? 'started' : 'existed' })
  if (started.isNew)
    for (const userId of start.players) app.publisher.notice(userId, { t: 'battle:opened', d: { battleId: started.battleId } })
  return started
}

/** The guard is the unique key; this only says if it should ever be gone. */
export async function countDuplicates(app: AppContext, { originKind, originKey }: BattleStart): Promise<void> {
  const count = await app.db.battle.count({ where: { originKind, originKey } })
  if (count > 1) app.metrics.duplicateBattles.inc()
}

async function findByOrigin(db: DbTransaction, start: BattleStart): Promise<string | null> {
  const battle = await db.battle.findFirst({
    where: { originKind: start.originKind, originKey: start.originKey },
    select: { id: true },
  })
  return battle?.id ?? null
}

/** Battle, players, first events and first timer in one statement; null when the origin already has its battle. */
export async function insertBattle(db: DbTransaction, start: BattleStart): Promise<string | null> {
  const id = randomUUID()
  const rules = battleRulesSchema.parse(start.rules)
  const wantedSlug = start.problemSlug ?? null
  // Chosen later, when it is known who plays; that there is one is found out now.
  if (rules.isRanked) await refuseNarrowWish(db, rules)
  await pickProblem(db, [], { ...rules, slug: wantedSlug })
  const users = await db.user.findMany({ where: { id: { in: [...start.players] } }, select: publicUserSelect })
  const players = start.players
    .flatMap((userId) => users.filter((user) => user.id === userId))
    .map((user) => presentPlayer(user, rules))
  const isLobby = players.length < 2
  const wait = isLobby ? battleTimings.inviteMs : battleTimings.readyCheckMs
  const clock = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  const now = clock[0]?.now ?? new Date()
  const at = now.toISOString()
  const deadlineAt = new Date(now.getTime() + wait).toISOString()
  const first: BattleEvent[] = [{ t: 'battle:created', d: { origin: start.originKind, rules, players, problemCommit: null } }]
  if (!isLobby) first.push({ t: 'battle:ready-check', d: { deadlineAt } })
  const events = chainEvents(
    chainStart,
    id,
    first.map((event, index) => ({ ...event, seq: index + 1, at, actor: null })),
  )
  // A first player joins the first team, as everybody after them joins the smallest.
  const team = rules.teamCount === null ? null : 1
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH made AS (
      INSERT INTO battle (id, origin_kind, origin_key, state, version, head_hash, wanted_slug, rules, created_at)
      VALUES (${id}::uuid, ${start.originKind}, ${start.originKey}, ${isLobby ? 'LOBBY' : 'READY_CHECK'}, ${events.length}::int,
              ${events.at(-1)?.hash ?? chainStart}, ${wantedSlug}::text, ${JSON.stringify(rules)}::jsonb, ${at}::timestamptz)
      ON CONFLICT DO NOTHING
      RETURNING id
    ), players AS (
      INSERT INTO battle_player (battle_id, user_id, position, team, is_active_ranked)
      SELECT made.id, p.user_id::uuid, p.position, ${team}::int, ${rules.isRanked && !isLobby}::boolean
      FROM made, jsonb_array_elements_text(${JSON.stringify(players.map((player) => player.id))}::jsonb)
        WITH ORDINALITY AS p(user_id, position)
    ), logged AS (
      INSERT INTO battle_event (battle_id, seq, type, data, at, hash)
      SELECT made.id, e.seq, e.t, e.d, e.at, e.hash
      FROM made, jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(seq int, t text, d jsonb, at timestamptz, hash text)
    ), timers AS (
      INSERT INTO battle_timer (battle_id, kind, fire_at)
      SELECT made.id, ${isLobby ? 'invite-expiry' : 'ready-deadline'}, ${deadlineAt}::timestamptz FROM made
    )
    SELECT id FROM made`
  return rows[0]?.id ?? null
}

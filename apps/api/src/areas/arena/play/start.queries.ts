import type { BattleOrigin, BattleRules, GivenBattleRules, LoggedEvent } from '@eduscale/contracts/battle'
import type { DbTransaction } from '@eduscale/db'
import { chainStart } from '@eduscale/record/hash-chain'

export interface BattleStart {
  originKind: BattleOrigin
  /** What this battle comes from; there is at most one battle per kind and key, however many ask at once. */
  originKey: string
  rules: GivenBattleRules
  /** In the order of the board, the host first; one player alone waits in the lobby for others. */
  players: readonly string[]
  /** A certain problem; else one of the pool that the rules name. It is chosen when everybody is ready. */
  problemSlug?: string | null
}

type Origin = Pick<BattleStart, 'originKind' | 'originKey'>

export async function findByOrigin(db: DbTransaction, { originKind, originKey }: Origin): Promise<string | null> {
  const battle = await db.battle.findFirst({ where: { originKind, originKey }, select: { id: true } })
  return battle?.id ?? null
}

export async function countOfOrigin(db: DbTransaction, { originKind, originKey }: Origin): Promise<number> {
  return db.battle.count({ where: { originKind, originKey } })
}

/** By the database's clock. */
export async function readNow(db: DbTransaction): Promise<Date> {
  const clock = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  return clock[0]?.now ?? new Date()
}

interface StartedBattle extends Origin {
  id: string
  rules: BattleRules
  wantedSlug: string | null
  isLobby: boolean
  /** The first player's. */
  team: number | null
  events: readonly (LoggedEvent & { hash: string })[]
  at: string
  deadlineAt: string
  /** In the order of the board. */
  players: readonly string[]
}

/** Battle, players, first events and first timer in one statement; false when the origin already has its battle. */
export async function insertStarted(db: DbTransaction, started: StartedBattle): Promise<boolean> {
  const { id, originKind, originKey, rules, wantedSlug, isLobby, team, events, at, deadlineAt, players } = started
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH made AS (
      INSERT INTO battle (id, origin_kind, origin_key, state, version, head_hash, wanted_slug, host_id, rules, created_at)
      VALUES (${id}::uuid, ${originKind}, ${originKey}, ${isLobby ? 'LOBBY' : 'READY_CHECK'}, ${events.length}::int,
              ${events.at(-1)?.hash ?? chainStart}, ${wantedSlug}::text, ${players[0] ?? null}::uuid,
              ${JSON.stringify(rules)}::jsonb, ${at}::timestamptz)
      ON CONFLICT DO NOTHING
      RETURNING id
    ), players AS (
      INSERT INTO battle_player (battle_id, user_id, position, team, is_active_ranked)
      SELECT made.id, p.user_id::uuid, p.position, ${team}::int, ${rules.isRanked && !isLobby}::boolean
      FROM made, jsonb_array_elements_text(${JSON.stringify(players)}::jsonb)
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
  return rows.length > 0
}

import type { BattleState, LoggedEvent } from '@eduscale/contracts/battle'
import { loggedEventSchema } from '@eduscale/contracts/battle'
import type { Problem } from '@eduscale/contracts/problem'
import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import type { BattleEffects, BattleFacts } from '@eduscale/rules/battle-facts'
import { isTerminal } from '@eduscale/rules/battle-facts'

export interface BattleRow extends BattleFacts {
  version: number
  originKind: 'match' | 'invite' | 'rematch' | 'bot'
  problemHash: string
  /** What says in which languages it may be solved. */
  problem: Pick<Problem, 'languages' | 'io'>
  /** The database's clock when the row was read, milliseconds since the epoch. */
  now: number
  /** The stored result, when the command was carried out before. */
  storedCommand: { seq: number; at: string; result: Record<string, unknown> } | null
}

/** Everything that deciding needs, in one round trip. */
export async function findBattle(
  db: Db,
  battleId: string,
  command: { userId: string; cid: string } | null = null,
): Promise<BattleRow | null> {
  const rows = await db.$queryRaw<{ battle: RawBattle }[]>`
    SELECT jsonb_build_object(
      'id', b.id, 'originKind', b.origin_kind, 'state', b.state, 'version', b.version, 'rules', b.rules,
      'problemSlug', b.problem_slug, 'problemHash', b.problem_hash,
      'problem', (
        SELECT jsonb_build_object('languages', nullif(p.languages, '{}'), 'io', p.io->>'kind') FROM problem p WHERE p.slug = b.problem_slug),
      'startsAt', b.starts_at, 'endsAt', b.ends_at, 'suspendedSince', b.suspended_since, 'suspendedMs', b.suspended_ms,
      'endedAt', b.ended_at,
      'now', (extract(epoch FROM clock_timestamp()) * 1000)::double precision,
      'players', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'userId', p.user_id, 'isReady', p.ready_at IS NOT NULL, 'forfeitAt', p.forfeit_at,
          'rating', jsonb_build_object(
            'rating', coalesce(r.rating, 1500), 'deviation', coalesce(r.deviation, 350), 'volatility', coalesce(r.volatility, 0.06))
        ) ORDER BY p.position), '[]')
        FROM battle_player p LEFT JOIN rating r ON r.user_id = p.user_id WHERE p.battle_id = b.id),
      'submissions', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', s.id, 'userId', s.user_id, 'seq', s.recv_seq, 'receivedAt', s.recv_at, 'verdict', s.verdict
        ) ORDER BY s.recv_seq), '[]')
        FROM submission s WHERE s.battle_id = b.id AND s.kind = 'battle'),
      'storedCommand', (
        SELECT jsonb_build_object('seq', c.seq, 'at', c.at, 'result', c.result)
        FROM battle_cmd c
        WHERE c.battle_id = b.id AND c.user_id = ${command?.userId ?? null}::uuid AND c.cid = ${command?.cid ?? null}::uuid)
    ) AS battle
    FROM battle b WHERE b.id = ${battleId}::uuid`
  const raw = rows[0]?.battle
  return raw ? fromRaw(raw) : null
}

/** The same with instants as PostgreSQL writes them into JSON. */
type RawBattle = Omit<BattleRow, 'startsAt' | 'endsAt' | 'suspendedSince' | 'endedAt' | 'players' | 'submissions'> & {
  startsAt: string | null
  endsAt: string | null
  suspendedSince: string | null
  endedAt: string | null
  players: (Omit<BattleRow['players'][number], 'forfeitAt'> & { forfeitAt: string | null })[]
  submissions: (Omit<BattleRow['submissions'][number], 'receivedAt'> & { receivedAt: string })[]
}

function fromRaw(raw: RawBattle): BattleRow {
  return {
    ...raw,
    // Whole milliseconds, as instants in the log are.
    now: Math.floor(raw.now),
    startsAt: toMs(raw.startsAt),
    endsAt: toMs(raw.endsAt),
    suspendedSince: toMs(raw.suspendedSince),
    endedAt: toMs(raw.endedAt),
    storedCommand: raw.storedCommand && { ...raw.storedCommand, at: new Date(raw.storedCommand.at).toISOString() },
    players: raw.players.map((player) => ({ ...player, forfeitAt: toMs(player.forfeitAt) })),
    submissions: raw.submissions.map((submission) => ({ ...submission, receivedAt: Date.parse(submission.receivedAt) })),
  }
}

function toMs(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant)
}

export interface TransitionWrite {
  battle: Pick<BattleRow, 'id' | 'version' | 'state'>
  effects: BattleEffects
  /** The command to remember with its result, so that a repetition gets the same answer. */
  command: { userId: string; cid: string; type: string; result: Record<string, unknown> } | null
  submission: { id: string; userId: string; cid: string; problemSlug: string; language: string; code: string } | null
  judged: { submissionId: string; verdict: string; result: unknown } | null
  /** Players become busy with a ranked battle: the database refuses a second one. */
  activatesRanked: boolean
}

/**
 * One transition in one statement: compare-and-set on version and state; only if that holds, the events, the command's result and
 * all that belongs to them. Returns the new events' numbers and instants, or null when another transition came first.
 */
export async function commitTransition(db: Db, write: TransitionWrite): Promise<{ seq: number; at: Date }[] | null> {
  const { battle, effects, command, submission, judged } = write
  const isOver = isTerminal(effects.state)
  const set = effects.set
  const events = effects.events.map((event, index) => ({ ord: index + 1, type: event.t, actor: event.actor, data: event.d }))
  const timersSet = Object.fromEntries(
    Object.entries(effects.timers).flatMap(([kind, at]) => (at === null ? [] : [[kind, iso(at)]])),
  )
  const timersGone = Object.entries(effects.timers).flatMap(([kind, at]) => (at === null ? [kind] : []))
  const changes = Object.fromEntries(
    effects.players.map(({ userId, isReady, forfeitAt }) => [
      userId,
      { isReady: isReady ?? false, setsForfeit: forfeitAt !== undefined, forfeitAt: isoOrNull(forfeitAt) },
    ]),
  )
  const joining = effects.players.filter((player) => player.joins).map((player) => player.userId)
  const finished = effects.events.find((event) => event.t === 'battle:finished')
  const ratings = finished?.t === 'battle:finished' ? finished.d.ratings : []
  const rows = await db.$queryRaw<{ seq: number; at: Date }[]>`
    WITH moved AS (
      UPDATE battle SET
        state = ${effects.state},
        version = version + ${events.length}::int,
        starts_at = ${column(set.startsAt, 'starts_at')},
        ends_at = ${column(set.endsAt, 'ends_at')},
        suspended_since = ${column(set.suspendedSince, 'suspended_since')},
        ended_at = ${column(set.endedAt, 'ended_at')},
        suspended_ms = coalesce(${set.suspendedMs ?? null}::double precision::int, suspended_ms),
        winner_id = coalesce(${set.winnerId ?? null}::uuid, winner_id)
      WHERE id = ${battle.id}::uuid AND version = ${battle.version} AND state = ${battle.state}
      RETURNING id, version - ${events.length}::int AS before
    ), logged AS (
      INSERT INTO battle_event (battle_id, seq, type, actor, data)
      SELECT moved.id, moved.before + e.ord, e.type, e.actor, e.data
      FROM moved, jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(ord int, type text, actor uuid, data jsonb)
      RETURNING seq, at
    ), remembered AS (
      INSERT INTO battle_cmd (battle_id, user_id, cid, type, seq, result)
      SELECT moved.id, ${command?.userId ?? null}::uuid, ${command?.cid ?? null}::uuid, ${command?.type ?? null}::text,
             moved.before + ${events.length}::int, ${JSON.stringify(command?.result ?? {})}::jsonb
      FROM moved WHERE ${command !== null}::boolean
    ), received AS (
      INSERT INTO submission (id, kind, user_id, battle_id, cid, problem_slug, language, code, recv_seq)
      SELECT ${submission?.id ?? null}::uuid, 'battle', ${submission?.userId ?? null}::uuid, moved.id, ${submission?.cid ?? null}::uuid,
             ${submission?.problemSlug ?? null}::text, ${submission?.language ?? null}::text, ${submission?.code ?? null}::text,
             moved.before + 1
      FROM moved WHERE ${submission !== null}::boolean
    ), judged AS (
      UPDATE submission SET verdict = ${judged?.verdict ?? null}::text, result = ${JSON.stringify(judged?.result ?? null)}::jsonb,
             judged_at = clock_timestamp()
      FROM moved WHERE submission.id = ${judged?.submissionId ?? null}::uuid AND submission.verdict IS NULL
    ), players AS (
      UPDATE battle_player p SET
        ready_at = CASE WHEN (c.change->>'isReady')::boolean THEN clock_timestamp() ELSE p.ready_at END,
        forfeit_at = CASE WHEN (c.change->>'setsForfeit')::boolean THEN (c.change->>'forfeitAt')::timestamptz ELSE p.forfeit_at END,
        is_active_ranked = (p.is_active_ranked OR ${write.activatesRanked}::boolean) AND NOT ${isOver}::boolean
      FROM moved CROSS JOIN LATERAL (
        SELECT u.user_id, ${JSON.stringify(changes)}::jsonb -> u.user_id::text AS change
        FROM battle_player u WHERE u.battle_id = moved.id
      ) c
      WHERE p.battle_id = moved.id AND p.user_id = c.user_id
        AND (c.change IS NOT NULL OR ${isOver}::boolean OR ${write.activatesRanked}::boolean)
    ), joined AS (
      INSERT INTO battle_player (battle_id, user_id, position, is_active_ranked, seen_at)
      SELECT moved.id, j.user_id::uuid, 2, ${write.activatesRanked}::boolean, clock_timestamp()
      FROM moved, jsonb_array_elements_text(${JSON.stringify(joining)}::jsonb) AS j(user_id)
    ), timers_gone AS (
      DELETE FROM battle_timer t USING moved
      WHERE t.battle_id = moved.id AND (${isOver}::boolean OR t.kind = ANY(${timersGone}::text[]))
    ), timers_set AS (
      INSERT INTO battle_timer (battle_id, kind, fire_at)
      SELECT moved.id, t.kind, t.fire_at::timestamptz
      FROM moved, jsonb_each_text(${JSON.stringify(timersSet)}::jsonb) AS t(kind, fire_at)
      ON CONFLICT (battle_id, kind) DO UPDATE SET fire_at = excluded.fire_at
    ), rated AS (
      INSERT INTO rating_change (battle_id, user_id, rating_before, rating_after, deviation_before, deviation_after,
                                 volatility_before, volatility_after)
      SELECT moved.id, r."userId", r.before, r.after, r."deviationBefore", r."deviationAfter", r."volatilityBefore", r."volatilityAfter"
      FROM moved, jsonb_to_recordset(${JSON.stringify(ratings)}::jsonb)
        AS r("userId" uuid, before float8, after float8, "deviationBefore" float8, "deviationAfter" float8,
             "volatilityBefore" float8, "volatilityAfter" float8)
      RETURNING user_id, rating_after, deviation_after, volatility_after
    ), applied AS (
      INSERT INTO rating (user_id, rating, deviation, volatility, battles)
      SELECT user_id, rating_after, deviation_after, volatility_after, 1 FROM rated
      ON CONFLICT (user_id) DO UPDATE SET rating = excluded.rating, deviation = excluded.deviation,
        volatility = excluded.volatility, battles = rating.battles + 1
    )
    SELECT seq, at FROM logged ORDER BY seq`
  return rows.length === 0 ? null : rows
}

/** A new value for a column, or the column itself when it doesn't change. */
function column(value: number | null | undefined, name: 'starts_at' | 'ends_at' | 'suspended_since' | 'ended_at') {
  return value === undefined ? Prisma.raw(name) : Prisma.sql`${isoOrNull(value)}::timestamptz`
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

function isoOrNull(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : iso(at)
}

/** The log after `from`, in order. */
export async function listEvents(db: Db | DbTransaction, battleId: string, from: number): Promise<LoggedEvent[]> {
  const rows = await db.battleEvent.findMany({ where: { battleId, seq: { gt: from } }, orderBy: { seq: 'asc' } })
  return rows.map((row) =>
    loggedEventSchema.parse({ seq: row.seq, at: row.at.toISOString(), actor: row.actor, t: row.type, d: row.data }),
  )
}

/** The battle that a user is in right now and should be led back to; null when none. */
export async function findActiveBattleId(db: Db, userId: string): Promise<string | null> {
  const player = await db.battlePlayer.findFirst({
    where: { userId, battle: { state: { in: ['READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'] } } },
    orderBy: { battle: { createdAt: 'desc' } },
    select: { battleId: true },
  })
  return player?.battleId ?? null
}

/** Who may look at a battle: its players always, everybody else once it is over. */
export async function findAccess(db: Db, battleId: string, userId: string | null) {
  const battle = await db.battle.findUnique({
    where: { id: battleId },
    select: { state: true, startsAt: true, version: true, players: { select: { userId: true } } },
  })
  if (!battle) return null
  const isPlayer = battle.players.some((player) => player.userId === userId)
  const state = battle.state as BattleState
  return { isPlayer, mayView: isPlayer || isTerminal(state), state, version: battle.version, startsAt: battle.startsAt }
}

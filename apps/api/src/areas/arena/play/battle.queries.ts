import type { BattleRules, LoggedEvent, RatingDelta } from '@eduscale/contracts/battle'
import { battleRulesSchema } from '@eduscale/contracts/battle'
import type { Problem } from '@eduscale/contracts/problem'
import { Prisma, type Db } from '@eduscale/db'
import type { BattleEffects, BattleFacts } from '@eduscale/rules/battle-facts'
import { chainEvents } from '@eduscale/record/hash-chain'
import { isTerminal } from '@eduscale/rules/battle-states'
import { writeAudit, type NewAuditEntry } from '../../../access/write-audit.queries'
import { writeFact, writeJudgedFacts } from '../../../facts/write-fact.queries'
import type { ChosenProblem } from '../problem-choice/choose-problem'

export interface BattleRow extends BattleFacts {
  version: number
  /** Of the last event. */
  headHash: string
  /** A certain problem that was asked for. */
  wantedSlug: string | null
  /** In which languages it may be solved, and what a runner needs to know; null until it is chosen. */
  problem:
    | (Pick<Problem, 'languages' | 'io'> & { timeMs: number; memoryMb: number; outputBytes: number; testSetHash: string })
    | null
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
  const rows = await db.sql<{ battle: RawBattle }>`
    SELECT jsonb_build_object(
      'id', b.id, 'originKind', b.origin_kind, 'state', b.state, 'version', b.version, 'rules', b.rules::text,
      'headHash', b.head_hash, 'wantedSlug', b.wanted_slug, 'hostId', b.host_id, 'problemSlug', b.problem_slug, 'problemKey', b.problem_key,
      'problem', (
        SELECT jsonb_build_object(
          'languages', nullif(p.languages, '{}'), 'io', p.io->>'kind', 'timeMs', p.time_ms, 'memoryMb', p.memory_mb,
          'outputBytes', p.output_bytes, 'testSetHash', p.test_set_hash)
        FROM problem p WHERE p.slug = b.problem_slug),
      'startsAt', b.starts_at, 'endsAt', b.ends_at, 'suspendedSince', b.suspended_since, 'suspendedMs', b.suspended_ms,
      'endedAt', b.ended_at,
      'now', (extract(epoch FROM clock_timestamp()) * 1000)::double precision,
      'players', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'userId', p.user_id, 'team', p.team, 'isReady', p.ready_at IS NOT NULL, 'forfeitAt', p.forfeit_at,
          'leftBecause', p.left_because, 'offersDraw', p.offers_draw, 'drawClosedAt', (extract(epoch FROM p.draw_closed_at) * 1000)::double precision,
          'allowsLiveCode', p.allows_live_code,
          'rating', CASE WHEN coalesce(b.rules->>'format', 'duel') = 'duel'
            THEN jsonb_build_object(
              'rating', coalesce(r.rating, 1500), 'deviation', coalesce(r.deviation, 350), 'volatility', coalesce(r.volatility, 0.06))
            ELSE jsonb_build_object(
              'rating', coalesce(g.rating, 1500), 'deviation', coalesce(g.deviation, 500), 'volatility', coalesce(g.volatility, 0))
            END
        ) ORDER BY p.position), '[]')
        FROM battle_player p LEFT JOIN rating r ON r.user_id = p.user_id LEFT JOIN group_rating g ON g.user_id = p.user_id
        WHERE p.battle_id = b.id),
      'submissions', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', s.id, 'userId', s.user_id, 'seq', s.recv_seq, 'receivedAt', s.recv_at, 'verdict', s.verdict,
          'points', coalesce(s.points, 0), 'bytes', octet_length(s.code)
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
type RawBattle = Omit<BattleRow, 'rules' | 'startsAt' | 'endsAt' | 'suspendedSince' | 'endedAt' | 'players' | 'submissions'> & {
  rules: string
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
    rules: parseRules(raw.rules),
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

const knownRules = new Map<string, BattleRules>()
const mostKnownRules = 1_000

/** Nearly all battles have the same few: each text is parsed once. */
function parseRules(json: string): BattleRules {
  const known = knownRules.get(json)
  if (known) return known
  const rules = Object.freeze(battleRulesSchema.parse(JSON.parse(json)))
  if (knownRules.size >= mostKnownRules) knownRules.clear()
  knownRules.set(json, rules)
  return rules
}

function toMs(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant)
}

export interface TransitionWrite {
  battle: Pick<BattleRow, 'id' | 'version' | 'state' | 'headHash' | 'now' | 'rules' | 'players' | 'problemSlug'>
  effects: BattleEffects
  /** The command to remember with its result, so that a repetition gets the same answer. */
  command: { userId: string; cid: string; type: string; result: Record<string, unknown> } | null
  submission: {
    id: string
    userId: string
    guestAddress: string | null
    cid: string
    problemSlug: string
    language: string
    code: string
  } | null
  judged: { submissionId: string; verdict: string; points: number; score: number | null; result: unknown } | null
  audit: Pick<NewAuditEntry, 'actorId' | 'action' | 'data'> | null
  /** The problem, chosen now. */
  chosen: Pick<ChosenProblem, 'slug' | 'key' | 'sealed'> | null
  /** Players become busy with a ranked battle: the database refuses a second one. */
  activatesRanked: boolean
}

/**
 * One transition in one statement: compare-and-set on version and state; only if that holds, the events, the command's result and
 * all that belongs to them. The events are of the instant at which the battle was read and decided on, and are chained to the last
 * event before. Returns them, or null when another transition came first.
 */
export async function commitTransition(db: Db, write: TransitionWrite): Promise<LoggedEvent[] | null> {
  const { battle, effects } = write
  const set = effects.set
  const at = iso(battle.now)
  const events = chainEvents(
    battle.headHash,
    battle.id,
    effects.events.map((event, index) => ({ ...event, seq: battle.version + index + 1, at })),
  )
  const timersSet = Object.fromEntries(
    Object.entries(effects.timers).flatMap(([kind, at]) => (at === null ? [] : [[kind, iso(at)]])),
  )
  const timersGone = Object.entries(effects.timers).flatMap(([kind, at]) => (at === null ? [kind] : []))
  const changes = Object.fromEntries(
    effects.players.map(({ userId, isReady, forfeitAt, drawClosedAt, ...rest }) => {
      const forfeit = { setsForfeit: forfeitAt !== undefined, forfeitAt: isoOrNull(forfeitAt) }
      return [userId, { isReady: isReady ?? false, ...forfeit, drawClosedAt: isoOrNull(drawClosedAt), ...rest }]
    }),
  )
  const joining = effects.players.filter((player) => player.joins).map(({ userId, team }) => ({ userId, team: team ?? null }))
  const unseated = effects.players.filter((player) => player.unseats).map((player) => player.userId)
  const ratings = effects.events.flatMap((event) => (event.t === 'battle:finished' ? event.d.ratings : []))
  const corrected = effects.events.flatMap((event) => (event.t === 'battle:corrected' ? event.d.ratings : []))
  const isCorrection = effects.events.some((event) => event.t === 'battle:corrected')
  const rows = await db.sql<{ id: string }>`
    WITH moved AS (
      UPDATE battle SET
        state = ${effects.state},
        version = version + ${events.length}::int,
        head_hash = ${events.at(-1)?.hash ?? battle.headHash},
        starts_at = ${column(set.startsAt, 'starts_at')},
        ends_at = ${column(set.endsAt, 'ends_at')},
        suspended_since = ${column(set.suspendedSince, 'suspended_since')},
        ended_at = ${column(set.endedAt, 'ended_at')},
        suspended_ms = coalesce(${set.suspendedMs ?? null}::double precision::int, suspended_ms),
        host_id = coalesce(${set.hostId ?? null}::uuid, host_id),
        winner_id = CASE WHEN ${isCorrection}::boolean THEN ${set.winnerId ?? null}::uuid
          ELSE coalesce(${set.winnerId ?? null}::uuid, winner_id) END
        ${setProblem(write)}
      WHERE id = ${battle.id}::uuid AND version = ${battle.version} AND state = ${battle.state}
      RETURNING id, version
    ), logged AS (
      INSERT INTO battle_event (battle_id, seq, type, actor, data, at, hash)
      SELECT moved.id, e.seq, e.t, e.actor, e.d, e.at, e.hash
      FROM moved, jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
        AS e(seq int, t text, actor uuid, d jsonb, at timestamptz, hash text)
    )${Prisma.join([Prisma.empty, ...listParts(write, { changes, joining, unseated, timersSet, timersGone, ratings, corrected })], ', ')}
    SELECT id FROM moved`
  return rows.length === 0 ? null : events
}

/** The statement stays sealed until the start; after that its key is known, and the log has it. */
function setProblem({ battle, effects, chosen }: TransitionWrite): Prisma.Sql {
  if (chosen) return Prisma.sql`, problem_slug = ${chosen.slug}, problem_key = ${chosen.key}, sealed = ${chosen.sealed}`
  return battle.state === 'COUNTDOWN' && effects.state !== 'COUNTDOWN' ? Prisma.sql`, sealed = NULL` : Prisma.empty
}

/** What a player is busy with; null for the bot, which plays many at a time. */
const casualKind = Prisma.sql`(
  SELECT CASE WHEN me.kind = 'bot' THEN NULL WHEN bool_or(other.kind = 'bot') THEN 'bot' ELSE 'people' END
  FROM "user" me, battle_player o JOIN "user" other ON other.id = o.user_id
  WHERE me.id = p.user_id AND o.battle_id = p.battle_id GROUP BY me.kind)`

/** What others hear of it. */
function listFacts({ battle, effects }: TransitionWrite): Prisma.Sql[] {
  return effects.events.flatMap((event, index) => {
    if (event.t !== 'battle:finished' && event.t !== 'battle:corrected') return []
    const { winnerId, winnerTeam, standings, ratings } = event.d
    const { format, scoring, isRanked } = battle.rules
    const data = {
      problemSlug: battle.problemSlug,
      rules: { format, scoring, isRanked },
      players: battle.players.map(({ userId }) => userId),
      winnerId,
      winnerTeam,
      standings,
      ratings,
    }
    const type = event.t === 'battle:finished' ? 'battle-finished' : 'battle-corrected'
    const fact = { type, subject: battle.id, number: battle.version + index + 1, data } as const
    return [Prisma.sql`told_outcome AS (${writeFact(fact, Prisma.sql`moved`)})`]
  })
}

interface Changes {
  changes: Readonly<Record<string, object>>
  joining: readonly { userId: string; team: number | null }[]
  unseated: readonly string[]
  timersSet: Readonly<Record<string, string>>
  timersGone: readonly string[]
  ratings: readonly RatingDelta[]
  corrected: readonly RatingDelta[]
}

/** What else a transition writes: only the parts that it has, since each costs something even if it changes nothing. */
function listParts(write: TransitionWrite, given: Changes): Prisma.Sql[] {
  const { battle, effects, command, submission, judged, audit, activatesRanked } = write
  const at = iso(battle.now)
  const isOver = isTerminal(effects.state)
  const kind = battle.rules.format === 'duel' ? 'duel' : 'group'
  const parts: Prisma.Sql[] = []
  if (command) {
    parts.push(Prisma.sql`remembered AS (
      INSERT INTO battle_cmd (battle_id, user_id, cid, type, seq, result, at)
      SELECT moved.id, ${command.userId}::uuid, ${command.cid}::uuid, ${command.type}::text, moved.version,
             ${JSON.stringify(command.result)}::jsonb, ${at}::timestamptz
      FROM moved
    )`)
  }
  if (submission) {
    parts.push(Prisma.sql`received AS (
      INSERT INTO submission (id, kind, user_id, battle_id, cid, problem_slug, language, code, guest_address, recv_at, recv_seq)
      SELECT ${submission.id}::uuid, 'battle', ${submission.userId}::uuid, moved.id, ${submission.cid}::uuid,
             ${submission.problemSlug}::text, ${submission.language}::text, ${submission.code}::text,
             ${submission.guestAddress}::text, ${at}::timestamptz, moved.version - ${effects.events.length - 1}::int
      FROM moved
    )`)
  }
  if (judged) {
    parts.push(Prisma.sql`judged AS (
      UPDATE submission SET verdict = ${judged.verdict}::text, result = ${JSON.stringify(judged.result ?? null)}::jsonb,
             points = ${judged.points}::double precision, score = ${judged.score}::double precision, guest_address = NULL,
             judged_at = clock_timestamp(), judgements = judgements + 1
      FROM moved WHERE submission.id = ${judged.submissionId}::uuid AND submission.verdict IS NULL
      RETURNING submission.id, kind, user_id, battle_id, problem_slug, language, verdict, judgements, NULL AS old_verdict
    ), told_verdict AS (${writeJudgedFacts(Prisma.sql`judged`)})`)
  }
  parts.push(...listFacts(write))
  if (audit) {
    const entry = { ...audit, subject: battle.id, before: { state: battle.state }, after: { state: effects.state } }
    parts.push(Prisma.sql`audited AS (${writeAudit(entry, Prisma.sql`moved`)})`)
  }
  // A room's host begins for all of them; elsewhere everybody has said that they are ready.
  const activatesCasual = !battle.rules.isRanked && battle.state === 'LOBBY' && effects.state === 'COUNTDOWN'
  if (isOver || activatesRanked || activatesCasual || effects.players.length > 0) {
    parts.push(Prisma.sql`players AS (
      UPDATE battle_player p SET
        ready_at = CASE WHEN (c.change->>'isReady')::boolean THEN clock_timestamp() ELSE p.ready_at END,
        forfeit_at = CASE WHEN (c.change->>'setsForfeit')::boolean THEN (c.change->>'forfeitAt')::timestamptz ELSE p.forfeit_at END,
        team = coalesce((c.change->>'team')::int, p.team),
        left_because = coalesce(c.change->>'leftBecause', p.left_because),
        offers_draw = coalesce((c.change->>'offersDraw')::boolean, p.offers_draw),
        draw_closed_at = coalesce((c.change->>'drawClosedAt')::timestamptz, p.draw_closed_at),
        allows_live_code = coalesce((c.change->>'allowsLiveCode')::boolean, p.allows_live_code),
        is_active_ranked = (p.is_active_ranked OR ${activatesRanked}::boolean) AND NOT ${isOver}::boolean,
        active_casual = CASE
          WHEN ${isOver}::boolean OR c.change->>'leftBecause' IS NOT NULL THEN NULL
          WHEN ${activatesCasual}::boolean OR (${!battle.rules.isRanked}::boolean AND (c.change->>'isReady')::boolean) THEN ${casualKind}
          ELSE p.active_casual END
      FROM moved CROSS JOIN LATERAL (
        SELECT u.user_id, ${JSON.stringify(given.changes)}::jsonb -> u.user_id::text AS change
        -- In the order in which presence renews them, so that neither waits for the other.
        FROM battle_player u WHERE u.battle_id = moved.id ORDER BY u.user_id FOR NO KEY UPDATE
      ) c
      WHERE p.battle_id = moved.id AND p.user_id = c.user_id
        AND (c.change IS NOT NULL OR ${isOver}::boolean OR ${activatesRanked}::boolean OR ${activatesCasual}::boolean)
    )`)
  }
  if (given.joining.length > 0) {
    parts.push(Prisma.sql`joined AS (
      INSERT INTO battle_player (battle_id, user_id, position, team, is_active_ranked, active_casual, seen_at)
      SELECT moved.id, j."userId", (SELECT max(position) + 1 FROM battle_player WHERE battle_id = moved.id), j.team,
             ${activatesRanked}::boolean,
             -- Whoever joins late is in it at once.
             CASE WHEN ${!battle.rules.isRanked && battle.state === 'RUNNING'}::boolean THEN 'people' END, clock_timestamp()
      FROM moved, jsonb_to_recordset(${JSON.stringify(given.joining)}::jsonb) AS j("userId" uuid, team int)
    )`)
  }
  if (effects.set.hostId !== undefined) {
    parts.push(Prisma.sql`handed_on AS (
      UPDATE invite SET host_id = ${effects.set.hostId}::uuid FROM moved WHERE invite.battle_id = moved.id
    )`)
  }
  if (given.unseated.length > 0) {
    parts.push(Prisma.sql`unseated AS (
      DELETE FROM battle_player p USING moved WHERE p.battle_id = moved.id AND p.user_id = ANY(${given.unseated}::uuid[])
    )`)
  }
  if (isOver || given.timersGone.length > 0) {
    parts.push(Prisma.sql`timers_gone AS (
      DELETE FROM battle_timer t USING moved
      WHERE t.battle_id = moved.id AND (${isOver}::boolean OR t.kind = ANY(${given.timersGone}::text[]))
    )`)
  }
  if (Object.keys(given.timersSet).length > 0) {
    parts.push(Prisma.sql`timers_set AS (
      INSERT INTO battle_timer (battle_id, kind, fire_at)
      SELECT moved.id, t.kind, t.fire_at::timestamptz
      FROM moved, jsonb_each_text(${JSON.stringify(given.timersSet)}::jsonb) AS t(kind, fire_at)
      ON CONFLICT (battle_id, kind) DO UPDATE SET fire_at = excluded.fire_at
    )`)
  }
  if (given.ratings.length > 0) {
    parts.push(Prisma.sql`rated AS (
      INSERT INTO rating_change (battle_id, user_id, kind, rating_before, rating_after, deviation_before, deviation_after,
                                 volatility_before, volatility_after)
      SELECT moved.id, r."userId", ${kind}, r.before, r.after, r."deviationBefore", r."deviationAfter", r."volatilityBefore",
             r."volatilityAfter"
      FROM moved, jsonb_to_recordset(${JSON.stringify(given.ratings)}::jsonb) AS ${ratingRecord}
      RETURNING *
    ), applied AS (
      INSERT INTO ${ratingTable(kind)} AS held (user_id, rating, deviation, volatility, battles)
      -- Two battles of the same people may end at once.
      SELECT user_id, rating_after, deviation_after, volatility_after, 1 FROM rated ORDER BY user_id
      -- By what it changes, and not to what it was read as: a correction of another battle may have come in between.
      ON CONFLICT (user_id) DO UPDATE SET battles = held.battles + 1,
        (rating, deviation, volatility) = (
          SELECT held.rating + rating_after - rating_before, held.deviation + deviation_after - deviation_before,
                 held.volatility + volatility_after - volatility_before
          FROM rated WHERE rated.user_id = held.user_id)
    )`)
  }
  if (given.corrected.length > 0) {
    parts.push(Prisma.sql`rerated AS (
      UPDATE rating_change c SET
        rating_after = r.after, deviation_after = r."deviationAfter", volatility_after = r."volatilityAfter"
      FROM moved, rating_change old, jsonb_to_recordset(${JSON.stringify(given.corrected)}::jsonb) AS ${ratingRecord}
      WHERE c.battle_id = moved.id AND c.user_id = r."userId" AND old.battle_id = c.battle_id AND old.user_id = c.user_id
      RETURNING c.user_id, c.rating_after - old.rating_after AS by_rating, c.deviation_after - old.deviation_after AS by_deviation,
                c.volatility_after - old.volatility_after AS by_volatility
    ), locked AS (
      SELECT h.user_id FROM ${ratingTable(kind)} h JOIN rerated USING (user_id) ORDER BY h.user_id FOR NO KEY UPDATE OF h
    ), reapplied AS (
      -- Battles since then went out from the old rating; they keep what they changed, and this difference comes on top.
      UPDATE ${ratingTable(kind)} held SET rating = held.rating + by_rating, deviation = held.deviation + by_deviation,
        volatility = held.volatility + by_volatility
      FROM rerated JOIN locked USING (user_id) WHERE held.user_id = rerated.user_id
    )`)
  }
  return parts
}

const ratingRecord = Prisma.sql`r("userId" uuid, before float8, after float8, "deviationBefore" float8, "deviationAfter" float8,
  "volatilityBefore" float8, "volatilityAfter" float8)`

function ratingTable(kind: 'duel' | 'group') {
  return Prisma.raw(kind === 'duel' ? 'rating' : 'group_rating')
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

/** Invariants that one statement over all battles can check; it answers a row for each violation. `$1` is the grace in ms. */
export interface Statement {
  invariant: string
  sql: string
}

const live = `('LOBBY', 'READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING')`
/** From when on a ranked battle holds its players: a lobby may stand open for long. */
const held = `('READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING')`
const terminalEvents = `('battle:finished', 'battle:aborted', 'battle:voided')`
const grace = `$1::int * interval '1 millisecond'`

export const statements: readonly Statement[] = [
  {
    // By the data: an index that is missing, or was broken, would say nothing.
    invariant: 'I1',
    sql: `SELECT min(id::text) AS battle_id, format('%s battles of origin %s:%s', count(*), origin_kind, origin_key) AS what
      FROM battle GROUP BY origin_kind, origin_key HAVING count(*) > 1`,
  },
  {
    invariant: 'I2',
    sql: `SELECT min(b.id::text) AS battle_id, format('user %s is in %s active ranked battles', p.user_id, count(*)) AS what
      FROM battle_player p JOIN battle b ON b.id = p.battle_id
      WHERE p.is_active_ranked AND b.state IN ${live} GROUP BY p.user_id HAVING count(*) > 1`,
  },
  {
    invariant: 'I2',
    sql: `SELECT b.id::text AS battle_id, format('user %s is still held active by a battle that is %s', p.user_id, b.state) AS what
      FROM battle_player p JOIN battle b ON b.id = p.battle_id
      WHERE p.is_active_ranked AND (b.state NOT IN ${live} OR NOT (b.rules->>'isRanked')::boolean)`,
  },
  {
    // The flag is what the index stands on; a battle that doesn't set it would never be seen there.
    invariant: 'I2',
    sql: `SELECT b.id::text AS battle_id, format('user %s is not held active by it, and it is %s', p.user_id, b.state) AS what
      FROM battle_player p JOIN battle b ON b.id = p.battle_id
      WHERE NOT p.is_active_ranked AND b.state IN ${held} AND (b.rules->>'isRanked')::boolean`,
  },
  {
    invariant: 'I2',
    sql: `SELECT min(b.id::text) AS battle_id, format('user %s is in %s ranked battles that have begun', p.user_id, count(*)) AS what
      FROM battle_player p JOIN battle b ON b.id = p.battle_id
      WHERE b.state IN ${held} AND (b.rules->>'isRanked')::boolean GROUP BY p.user_id HAVING count(*) > 1`,
  },
  {
    invariant: 'I3',
    sql: `SELECT b.id::text AS battle_id,
        format('%s events numbered %s to %s, version %s', coalesce(e.n, 0), e.first, e.last, b.version) AS what
      FROM battle b LEFT JOIN (
        SELECT battle_id, count(*) AS n, min(seq) AS first, max(seq) AS last FROM battle_event GROUP BY battle_id
      ) e ON e.battle_id = b.id
      WHERE e.n IS NULL OR e.first <> 1 OR e.last <> e.n OR e.last <> b.version`,
  },
  {
    // A command stands at the number of its last event; its own event is that one, or just before what followed from it.
    invariant: 'I5',
    sql: `SELECT c.battle_id::text AS battle_id, format('%s of user %s (%s) is not in the log at %s', c.type, c.user_id, c.cid, c.seq) AS what
      FROM battle_cmd c WHERE NOT EXISTS (
        SELECT 1 FROM battle_event e WHERE e.battle_id = c.battle_id AND e.seq BETWEEN c.seq - 3 AND c.seq
          -- The host of a room starts the countdown, which is nobody's.
          AND (e.actor = c.user_id OR (c.type = 'battle:start' AND e.type = 'battle:countdown'))
      )`,
  },
  {
    invariant: 'I5',
    sql: `SELECT battle_id::text AS battle_id, format('user %s has %s commands and %s events of %s', user_id, cmds, events, type) AS what
      FROM (
        SELECT battle_id, user_id, type, sum(is_cmd) AS cmds, sum(1 - is_cmd) AS events FROM (
          SELECT battle_id, user_id, type, 1 AS is_cmd FROM battle_cmd WHERE type IN ('battle:ready', 'battle:submit', 'battle:rematch')
          UNION ALL
          SELECT battle_id, actor,
            CASE type WHEN 'battle:readied' THEN 'battle:ready' WHEN 'battle:submitted' THEN 'battle:submit' ELSE type END, 0
          FROM battle_event WHERE type IN ('battle:readied', 'battle:submitted', 'battle:rematch')
        ) both_sides GROUP BY battle_id, user_id, type
      ) counted WHERE cmds <> events`,
  },
  {
    invariant: 'I5',
    sql: `SELECT s.battle_id::text AS battle_id,
        format('submission %s: %s times submitted (at %s, received at %s), %s times judged', s.id, coalesce(e.submitted, 0), e.at_seq, s.recv_seq, coalesce(e.judged, 0)) AS what
      FROM submission s LEFT JOIN (
        SELECT battle_id, data->>'submissionId' AS id, count(*) FILTER (WHERE type = 'battle:submitted') AS submitted,
          max(seq) FILTER (WHERE type = 'battle:submitted') AS at_seq, count(*) FILTER (WHERE type = 'battle:judged') AS judged
        FROM battle_event WHERE type IN ('battle:submitted', 'battle:judged') GROUP BY battle_id, data->>'submissionId'
      ) e ON e.battle_id = s.battle_id AND e.id = s.id::text
      WHERE s.kind = 'battle' AND (e.submitted IS DISTINCT FROM 1 OR e.at_seq IS DISTINCT FROM s.recv_seq OR e.judged > 1)`,
  },
  {
    invariant: 'I5',
    sql: `SELECT e.battle_id::text AS battle_id, format('%s tells of submission %s, which there is not', e.type, e.data->>'submissionId') AS what
      FROM battle_event e WHERE e.type IN ('battle:submitted', 'battle:judged') AND NOT EXISTS (
        SELECT 1 FROM submission s WHERE s.battle_id = e.battle_id AND s.id::text = e.data->>'submissionId'
      )`,
  },
  {
    invariant: 'I8',
    sql: `SELECT b.id::text AS battle_id, format('%s results, and the battle is %s', coalesce(e.n, 0), b.state) AS what
      FROM battle b LEFT JOIN (
        SELECT battle_id, count(*) AS n FROM battle_event WHERE type IN ${terminalEvents} GROUP BY battle_id
      ) e ON e.battle_id = b.id
      WHERE coalesce(e.n, 0) <> CASE WHEN b.state IN ${live} THEN 0 ELSE 1 END`,
  },
  {
    invariant: 'I8',
    sql: `SELECT coalesce(t.battle_id, c.battle_id)::text AS battle_id,
        format('user %s: the log says %s to %s, the rating changes say %s to %s', coalesce(t.user_id, c.user_id),
          coalesce(t.before::text, 'nothing'), t.after, coalesce(c.rating_before::text, 'nothing'), c.rating_after) AS what
      FROM (
        SELECT last.battle_id, r."userId" AS user_id, r.before, r.after FROM (
          SELECT DISTINCT ON (battle_id) battle_id, data FROM battle_event
          WHERE type IN ('battle:finished', 'battle:corrected') ORDER BY battle_id, seq DESC
        ) last, jsonb_to_recordset(last.data->'ratings') AS r("userId" uuid, before float8, after float8)
      ) t FULL JOIN rating_change c ON c.battle_id = t.battle_id AND c.user_id = t.user_id
      WHERE t.battle_id IS NULL OR c.battle_id IS NULL
        OR abs(t.before - c.rating_before) > 1e-6 OR abs(t.after - c.rating_after) > 1e-6`,
  },
  {
    invariant: 'I9',
    sql: `SELECT id::text AS battle_id, format('should have ended %s ago', clock_timestamp() - ends_at) AS what
      FROM battle WHERE state = 'RUNNING' AND ends_at < clock_timestamp() - ${grace}`,
  },
  {
    invariant: 'I9',
    sql: `SELECT battle_id::text AS battle_id, format('timer %s is overdue by %s', kind, clock_timestamp() - fire_at) AS what
      FROM battle_timer WHERE fire_at < clock_timestamp() - ${grace}`,
  },
  {
    // Nothing else would ever end it.
    invariant: 'I9',
    sql: `SELECT b.id::text AS battle_id, format('is %s and has no timer', b.state) AS what
      FROM battle b WHERE b.state IN ${live} AND NOT EXISTS (SELECT 1 FROM battle_timer t WHERE t.battle_id = b.id)`,
  },
  {
    invariant: 'I11',
    sql: `SELECT e.battle_id::text AS battle_id, format('event %s (%s) names the problem before the start', e.seq, e.type) AS what
      FROM battle_event e JOIN battle b ON b.id = e.battle_id
      LEFT JOIN battle_event s ON s.battle_id = e.battle_id AND s.type = 'battle:started'
      WHERE e.type <> 'battle:started' AND e.seq < coalesce(s.seq, 2147483647)
        AND (e.data ? 'problemSlug' OR e.data ? 'problem' OR e.data ? 'problemKey' OR strpos(e.data::text, '"' || b.problem_slug || '"') > 0)`,
  },
  {
    invariant: 'I14',
    sql: `SELECT e.battle_id::text AS battle_id, format('%s different rematches: %s', count(DISTINCT e.data->>'battleId'), string_agg(DISTINCT e.data->>'battleId', ', ')) AS what
      FROM battle_event e WHERE e.type = 'battle:rematch' GROUP BY e.battle_id HAVING count(DISTINCT e.data->>'battleId') > 1`,
  },
  {
    invariant: 'I14',
    sql: `SELECT e.battle_id::text AS battle_id, format('its rematch %s is none of it', e.data->>'battleId') AS what
      FROM battle_event e LEFT JOIN battle b ON b.id::text = e.data->>'battleId'
      WHERE e.type = 'battle:rematch' AND (b.id IS NULL OR b.origin_kind <> 'rematch' OR b.origin_key <> e.battle_id::text)`,
  },
]

/** Ratings begin there for everybody, accounts that come with the platform included (prisma/schema). */
const ratingKinds = [
  { kind: 'duel', table: 'rating', rating: 1500, deviation: 350, volatility: 0.06 },
  { kind: 'group', table: 'group_rating', rating: 1500, deviation: 500, volatility: 0 },
] as const

/** Ratings are per user and not per battle. */
export const ratingStatements: readonly Statement[] = ratingKinds.flatMap(({ kind, table, rating, deviation, volatility }) => [
  {
    invariant: 'I8',
    sql: `SELECT NULL AS battle_id, format('user %s counts %s rated battles (${kind}) and has %s rating changes',
        coalesce(r.user_id, c.user_id), coalesce(r.battles, 0), coalesce(c.n, 0)) AS what
      FROM ${table} r
      FULL JOIN (SELECT user_id, count(*) AS n FROM rating_change WHERE kind = '${kind}' GROUP BY user_id) c ON c.user_id = r.user_id
      WHERE coalesce(r.battles, 0) <> coalesce(c.n, 0)`,
  },
  {
    // A correction changes the row of its battle and moves the rating by the difference, so the sum stays right whenever it comes.
    invariant: 'I8',
    sql: `SELECT NULL AS battle_id, format('user %s stands at %s, %s, %s (${kind}), and the rating changes lead to %s, %s, %s',
        user_id, rating, deviation, volatility, to_rating, to_deviation, to_volatility) AS what
      FROM (
        SELECT r.user_id, r.rating, r.deviation, r.volatility, ${rating} + coalesce(c.by_rating, 0) AS to_rating,
          ${deviation} + coalesce(c.by_deviation, 0) AS to_deviation, ${volatility} + coalesce(c.by_volatility, 0) AS to_volatility
        FROM ${table} r LEFT JOIN (
          SELECT user_id, sum(rating_after - rating_before) AS by_rating, sum(deviation_after - deviation_before) AS by_deviation,
            sum(volatility_after - volatility_before) AS by_volatility
          FROM rating_change WHERE kind = '${kind}' GROUP BY user_id
        ) c ON c.user_id = r.user_id
      ) summed
      WHERE abs(rating - to_rating) > 1e-6 OR abs(deviation - to_deviation) > 1e-6 OR abs(volatility - to_volatility) > 1e-6`,
  },
])

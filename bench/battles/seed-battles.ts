import { randomUUID } from 'node:crypto'
import type { BenchWorlds } from './worlds'

type Query = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>

export interface SeededBattle {
  id: string
  players: readonly { userId: string; token: string }[]
}

/**
 * Battles that run already, written straight into the tables: a thousand by way of invitations would take longer than the measurement.
 * The breaker is held closed for an hour, since there is no runner.
 */
export async function seedBattles(
  { query, issue }: Pick<BenchWorlds, 'query' | 'issue'>,
  count: number,
): Promise<SeededBattle[]> {
  const [problem] = await query<{ slug: string }>('SELECT slug FROM problem ORDER BY slug LIMIT 1')
  if (!problem) throw new Error('there are no problems')
  const battles = await Promise.all(
    Array.from({ length: count }, async () => ({ id: randomUUID(), players: [await newPlayer(issue), await newPlayer(issue)] })),
  )
  const startsAt = new Date()
  const endsAt = new Date(startsAt.getTime() + 3_600_000)
  const rules = { limitMs: 3_600_000, isRanked: false, difficulty: null }
  const players = battles.flatMap(({ id, players: both }) =>
    both.map(({ userId, sessionId }, index) => ({
      battle: id,
      user_id: userId,
      position: index + 1,
      name: `Bench ${userId}`,
      session: sessionId,
    })),
  )
  const asPublic = (userId: string) => ({
    id: userId,
    name: `Bench ${userId}`.slice(0, 24),
    kind: 'guest',
    rating: { rating: 1500, deviation: 350, isProvisional: true, battles: 0 },
  })
  const events = battles.flatMap(({ id, players: both }) => [
    {
      battle: id,
      seq: 1,
      type: 'battle:created',
      data: { origin: 'match', rules, players: both.map(({ userId }) => asPublic(userId)) },
    },
    {
      battle: id,
      seq: 2,
      type: 'battle:started',
      data: { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), problemSlug: problem.slug },
    },
  ])
  await query(
    `WITH given AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS g(battle uuid, user_id uuid, position int, name text, session uuid)),
      users AS (INSERT INTO "user" (id, name, name_key, kind) SELECT user_id, left(name, 24), name, 'guest' FROM given RETURNING id)
      INSERT INTO session (id, user_id, ends_at)
      SELECT session, user_id, now() + interval '1 hour' FROM given JOIN users ON users.id = given.user_id`,
    [JSON.stringify(players)],
  )
  await query(
    `INSERT INTO battle (id, origin_kind, origin_key, state, version, problem_slug, rules, starts_at, ends_at)
      SELECT id::uuid, 'match', id, 'RUNNING', 2, $2, $3::jsonb, $4, $5 FROM jsonb_array_elements_text($1::jsonb) AS id`,
    [JSON.stringify(battles.map(({ id }) => id)), problem.slug, JSON.stringify(rules), startsAt, endsAt],
  )
  await query(
    `INSERT INTO battle_player (battle_id, user_id, position, ready_at, seen_at)
      SELECT battle, user_id, position, now(), now() + interval '1 hour'
      FROM jsonb_to_recordset($1::jsonb) AS g(battle uuid, user_id uuid, position int)`,
    [JSON.stringify(players)],
  )
  await query(
    `INSERT INTO battle_event (battle_id, seq, type, data)
      SELECT battle, seq, type, data FROM jsonb_to_recordset($1::jsonb) AS e(battle uuid, seq int, type text, data jsonb)`,
    [JSON.stringify(events)],
  )
  await query(
    `INSERT INTO battle_timer (battle_id, kind, fire_at) SELECT id, 'end', ends_at FROM battle WHERE state = 'RUNNING' ON CONFLICT DO NOTHING`,
  )
  await query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 hour', reason = 'bench'`)
  return battles
}

async function newPlayer(issue: BenchWorlds['issue']) {
  const [userId, sessionId] = [randomUUID(), randomUUID()]
  const user = { id: userId, name: `Bench ${userId}`.slice(0, 24), kind: 'guest', roles: ['learner'] } as const
  return { userId, sessionId, token: await issue({ user, sessionId, at: new Date() }) }
}

/** Nobody plays them any more: their nodes must not go on looking after them. */
export async function endBattles(query: Query): Promise<void> {
  await query("DELETE FROM battle_timer WHERE battle_id IN (SELECT id FROM battle WHERE state = 'RUNNING')")
  await query("UPDATE battle SET state = 'ABORTED' WHERE state = 'RUNNING'")
  await query("UPDATE submission SET verdict = 'IE' WHERE verdict IS NULL")
}

/** As if a runner had looked at them: else the nodes would go on looking for jobs that nobody takes. */
export async function judgeQuietly(query: Query): Promise<void> {
  await query("UPDATE submission SET verdict = 'WA' WHERE verdict IS NULL AND recv_at < now() - interval '1 second'")
}

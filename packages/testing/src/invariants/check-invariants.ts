import { connectionTo } from '@eduscale/db/connection'
import { Client } from 'pg'
import type { BattleLog } from './battle-log'
import { checkLog } from './check-log'
import { ratingStatements, statements } from './statements'

export interface Violation {
  battleId: string | null
  /** As docs/battles-proofs.md numbers them. */
  invariant: string
  what: string
}

export interface InvariantReport {
  battles: number
  events: number
  violations: Violation[]
}

type Query = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>

const battlesPerPage = 500

/** The same over a database that can be reached at `url`. */
export async function checkDatabase(url: string, options: { graceMs: number }): Promise<InvariantReport> {
  const client = new Client(connectionTo(url))
  await client.connect()
  try {
    return await checkInvariants(async (sql, values) => (await client.query(sql, values)).rows, options)
  } finally {
    await client.end()
  }
}

/**
 * Walks over every battle and its log. A few statements over all of them, then page by page the logs, so that memory stays bounded
 * however many battles there are. Battles may go on meanwhile: each statement sees one moment, and so does each page.
 */
export async function checkInvariants(query: Query, options: { graceMs: number }): Promise<InvariantReport> {
  const report: InvariantReport = { battles: 0, events: 0, violations: [] }
  for (const { invariant, sql } of [...statements, ...ratingStatements]) {
    // A parameter that a statement doesn't use would be refused.
    const rows = await query<{ battle_id: string | null; what: string }>(sql, sql.includes('$1') ? [options.graceMs] : [])
    report.violations.push(...rows.map(({ battle_id, what }) => ({ battleId: battle_id, invariant, what })))
  }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const page = await query<BattleLog>(pageSql, [after, battlesPerPage])
    for (const raw of page) {
      const battle = fromJson(raw)
      report.battles += 1
      report.events += battle.events.length
      report.violations.push(...checkLog(battle, options).map((violation) => ({ battleId: battle.id, ...violation })))
    }
    const last = page.at(-1)
    if (!last || page.length < battlesPerPage) return report
    after = last.id
  }
}

const pageSql = `
  SELECT b.id::text AS id, b.state, b.rules, b.ends_at AS "endsAt", b.suspended_ms AS "suspendedMs", b.winner_id::text AS "winnerId",
    b.head_hash AS "headHash",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'actor', e.actor, 'data', e.data, 'hash', e.hash) ORDER BY e.seq), '[]')
      FROM battle_event e WHERE e.battle_id = b.id) AS events,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', p.user_id, 'team', p.team, 'leftBecause', p.left_because) ORDER BY p.position), '[]')
      FROM battle_player p WHERE p.battle_id = b.id) AS players,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'userId', s.user_id, 'recvSeq', s.recv_seq, 'receivedAt', s.recv_at,
      'bytes', octet_length(s.code)) ORDER BY s.recv_seq), '[]')
      FROM submission s WHERE s.battle_id = b.id AND s.kind = 'battle') AS submissions
  FROM battle b WHERE b.id > $1::uuid ORDER BY b.id LIMIT $2`

/** Instants inside of JSON come as text. */
function fromJson(raw: BattleLog): BattleLog {
  return {
    ...raw,
    events: raw.events.map((event) => ({ ...event, at: new Date(event.at) })),
    submissions: raw.submissions.map((submission) => ({ ...submission, receivedAt: new Date(submission.receivedAt) })),
  }
}

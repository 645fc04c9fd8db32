import { loggedEventSchema, type BattleState, type LoggedEvent } from '@eduscale/contracts/battle'
import type { Db, DbTransaction } from '@eduscale/db'

/** The log after `from`, in order. */
export async function listEvents(db: Db | DbTransaction, battleId: string, from: number): Promise<LoggedEvent[]> {
  const rows = await db.battleEvent.findMany({ where: { battleId, seq: { gt: from } }, orderBy: { seq: 'asc' } })
  return rows.map((row) =>
    loggedEventSchema.parse({ seq: row.seq, at: row.at.toISOString(), actor: row.actor, t: row.type, d: row.data }),
  )
}

/** What says who may look at a battle. */
export async function findAccess(db: Db, battleId: string, userId: string | null) {
  const battle = await db.battle.findUnique({
    where: { id: battleId },
    select: {
      state: true,
      startsAt: true,
      endedAt: true,
      version: true,
      headHash: true,
      players: { select: { userId: true, user: { select: { kind: true } } } },
    },
  })
  if (!battle) return null
  const isPlayer = battle.players.some((player) => player.userId === userId)
  const { version, startsAt, endedAt } = battle
  const deleted = battle.players.filter(({ user }) => user.kind === 'deleted').length
  /** Of the log as it is shown: it is another once somebody was deleted. */
  const shownHash = deleted === 0 ? battle.headHash : `${battle.headHash}-${deleted}`
  return { isPlayer, state: battle.state as BattleState, version, startsAt, endedAt, shownHash }
}

/** The statement as it is sent ahead; null from the start on, when its key is told. */
export async function getSealed(db: Db, id: string): Promise<{ sealed: string | null }> {
  return db.battle.findUniqueOrThrow({ where: { id }, select: { sealed: true } })
}

/** A node that was cut off for long reads this much at a time. */
const maxEvents = 1_000

export interface LogRow {
  b: string
  seq: number
  type: string
  actor: string | null
  data: unknown
  at: Date
}

/** The logs of many battles, each after its `from`. */
export async function readOn(db: Db, positions: readonly { battleId: string; from: number }[]): Promise<LogRow[]> {
  return db.sql<LogRow>`
    SELECT e.battle_id AS b, e.seq, e.type, e.actor, e.data, e.at
    FROM jsonb_to_recordset(${JSON.stringify(positions)}::jsonb) AS p("battleId" uuid, "from" int)
    JOIN battle_event e ON e.battle_id = p."battleId" AND e.seq > p."from"
    ORDER BY e.battle_id, e.seq LIMIT ${maxEvents}`
}

/** The database's clock, milliseconds since the epoch. */
export async function readDatabaseClock(db: Db): Promise<number> {
  const rows = await db.sql<{ at: number }>`
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS at`
  return rows[0]?.at ?? Date.now()
}

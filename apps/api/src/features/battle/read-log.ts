import { loggedEventSchema } from '@eduscale/contracts/battle'
import type { Ev } from '@eduscale/contracts/room'
import type { Db } from '@eduscale/db'
import type { ReadLog } from '../../realtime/live-battles'
import { presentEvents } from './present-battle'

/** A node that was cut off for long reads this much at a time. */
const maxEvents = 1_000

/** Reads on in the logs of many battles at once, as players see them. */
export function createLogReader(db: Db): ReadLog {
  return async (positions) => {
    const rows = await db.sql<{ b: string; seq: number; type: string; actor: string | null; data: unknown; at: Date }>`
      SELECT e.battle_id AS b, e.seq, e.type, e.actor, e.data, e.at
      FROM jsonb_to_recordset(${JSON.stringify(positions)}::jsonb) AS p("battleId" uuid, "from" int)
      JOIN battle_event e ON e.battle_id = p."battleId" AND e.seq > p."from"
      ORDER BY e.battle_id, e.seq LIMIT ${maxEvents}`
    const events = rows.map(({ b, seq, type, actor, data, at }): Ev => ({
      b,
      ...loggedEventSchema.parse({ seq, at: at.toISOString(), actor, t: type, d: data }),
    }))
    return presentEvents(db, events)
  }
}

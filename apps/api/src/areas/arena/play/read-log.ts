import { loggedEventSchema } from '@eduscale/contracts/battle'
import type { Ev } from '@eduscale/contracts/room'
import type { Db } from '@eduscale/db'
import type { BoundedTries } from '@eduscale/platform/bounded-tries'
import type { ReadLog } from '../../../realtime/live-battles'
import { presentEvents } from './present-battle'

/** A node that was cut off for long reads this much at a time. */
const maxEvents = 1_000

interface Row {
  b: string
  seq: number
  type: string
  actor: string | null
  data: unknown
  at: Date
}

/** Reads on in the logs of many battles at once, as players see them. A log that can't be understood keeps no other from being read. */
export function createLogReader(db: Db, tries: BoundedTries): ReadLog {
  return async (positions) => {
    const resting = new Set(tries.resting())
    const asked = positions.filter(({ battleId }) => !resting.has(battleId))
    if (asked.length === 0) return []
    const rows = await db.sql<Row>`
      SELECT e.battle_id AS b, e.seq, e.type, e.actor, e.data, e.at
      FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS p("battleId" uuid, "from" int)
      JOIN battle_event e ON e.battle_id = p."battleId" AND e.seq > p."from"
      ORDER BY e.battle_id, e.seq LIMIT ${maxEvents}`
    const logs = new Map<string, Row[]>()
    for (const row of rows) {
      const log = logs.get(row.b) ?? []
      logs.set(row.b, log)
      log.push(row)
    }
    const events: Ev[] = []
    await tries.each(
      logs,
      ([battleId]) => battleId,
      async ([, log]) => events.push(...log.map(readEvent)),
    )
    return presentEvents(db, events)
  }
}

function readEvent({ b, seq, type, actor, data, at }: Row): Ev {
  return { b, ...loggedEventSchema.parse({ seq, at: at.toISOString(), actor, t: type, d: data }) }
}

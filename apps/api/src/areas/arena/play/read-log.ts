import { loggedEventSchema } from '@eduscale/contracts/battle'
import type { Ev } from '@eduscale/contracts/room'
import type { Db } from '@eduscale/db'
import type { BoundedTries } from '@eduscale/platform/bounded-tries'
import type { ReadLog } from '../../../realtime/live-battles'
import { type LogRow, readOn } from './log.queries'
import { presentEvents } from './present-battle'

/** Reads on in the logs of many battles at once, as players see them. A log that can't be understood keeps no other from being read. */
export function createLogReader(db: Db, tries: BoundedTries): ReadLog {
  return async (positions) => {
    const resting = new Set(tries.resting())
    const asked = positions.filter(({ battleId }) => !resting.has(battleId))
    if (asked.length === 0) return []
    const rows = await readOn(db, asked)
    const logs = new Map<string, LogRow[]>()
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

function readEvent({ b, seq, type, actor, data, at }: LogRow): Ev {
  return { b, ...loggedEventSchema.parse({ seq, at: at.toISOString(), actor, t: type, d: data }) }
}

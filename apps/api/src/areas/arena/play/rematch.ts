import { rematchSchema, type Rematch } from '@eduscale/contracts/battle'
import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { tryEach } from '@eduscale/platform/try-each'
import { isTerminal } from '@eduscale/rules/battle-states'
import type { AppContext } from '../../../app-context'
import { transition } from './transition'

/** The battle that came of another one, and who asked for it. */
export async function findRematch(db: Db, battleId: string): Promise<Rematch | null> {
  const rows = await db.$queryRaw<Rematch[]>`
    SELECT b.id AS "battleId", b.state, aborted.data->>'reason' AS reason, aborted.data->>'userId' AS "userId",
      (SELECT coalesce(array_agg(asked.actor::text ORDER BY asked.seq), '{}') FROM (
        SELECT actor, min(seq) AS seq FROM battle_event
        WHERE battle_id = ${battleId}::uuid AND type = 'battle:rematch' AND actor IS NOT NULL GROUP BY actor
      ) asked) AS "askedBy"
    FROM battle b LEFT JOIN battle_event aborted ON aborted.battle_id = b.id AND aborted.type = 'battle:aborted'
    WHERE b.origin_kind = 'rematch' AND b.origin_key = ${battleId}`
  return rows[0] ? rematchSchema.parse(rows[0]) : null
}

/** Says no without going there. Repeating it, or being too late, changes nothing; how the rematch stands then is the answer. */
export async function declineRematch(app: AppContext, battleId: string, userId: string): Promise<Rematch> {
  const rematch = await findRematch(app.db, battleId)
  if (!rematch) throw new AppError('not-found', 'Nobody has asked for a rematch of this battle.')
  if (!isTerminal(rematch.state)) await transition(app, { battleId: rematch.battleId, input: { by: 'decline', userId } })
  return (await findRematch(app.db, battleId)) ?? rematch
}

/**
 * Whoever enters another battle comes to no rematch that they were asked for or have asked for: the others needn't wait for them. Never
 * fails, since the other battle is entered by then.
 */
export async function withdrawRematches(app: AppContext, userId: string, enteredId: string): Promise<void> {
  try {
    const open = await app.db.battle.findMany({
      where: {
        originKind: 'rematch',
        state: { in: ['LOBBY', 'READY_CHECK'] },
        id: { not: enteredId },
        players: { some: { userId } },
      },
      select: { id: true },
    })
    await tryEach(
      open,
      ({ id }) => `rematch ${id}`,
      ({ id }) => transition(app, { battleId: id, input: { by: 'decline', userId } }),
    )
  } catch (err) {
    // It may have begun, or ended, at this very moment.
    app.log.info({ err, userId }, 'a rematch was not withdrawn')
  }
}

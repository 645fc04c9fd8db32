import type { Db } from '@eduscale/db'
import { statesOf } from '@eduscale/rules/battle-states'
import { publicUserSelect } from '../../identity/face'

/** Battles between people that are under way, those that began last first. */
export async function listUnderWay(db: Db) {
  return db.battle.findMany({
    where: { state: { in: [...statesOf.underWay] }, originKind: { not: 'bot' } },
    orderBy: { startsAt: 'desc' },
    take: 200,
    include: { players: { orderBy: { position: 'asc' }, include: { user: { select: publicUserSelect } } } },
  })
}

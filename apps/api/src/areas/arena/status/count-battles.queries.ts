import type { Db } from '@eduscale/db'
import { statesOf } from '@eduscale/rules/battle-states'

export async function countOpenByState(db: Db): Promise<Map<string, number>> {
  const rows = await db.battle.groupBy({ by: ['state'], where: { state: { in: [...statesOf.open] } }, _count: true })
  return new Map(rows.map(({ state, _count }) => [state, _count]))
}

export async function countUnderWay(db: Db): Promise<number> {
  return db.battle.count({ where: { state: { in: [...statesOf.underWay] } } })
}

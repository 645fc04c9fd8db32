import { Prisma } from '@eduscale/db'
import { statesOf, type StateSet } from '@eduscale/rules/battle-states'

/** States as a list of constants: a partial index serves only a statement in which its condition can be seen. */
export function listStates(set: StateSet): Prisma.Sql {
  return Prisma.raw(`(${statesOf[set].map((state) => `'${state}'`).join(', ')})`)
}

import { Prisma, type Db } from '@eduscale/db'

/** Which of the conditions hold, in their order; in one statement. */
export async function listDue(db: Db, conditions: readonly Prisma.Sql[]): Promise<boolean[]> {
  if (conditions.length === 0) return []
  const all = Prisma.join(conditions.map((condition) => Prisma.sql`(${condition})`))
  const [found] = await db.sql<{ due: boolean[] }>`SELECT ARRAY[${all}]::boolean[] AS due`
  return found?.due ?? []
}

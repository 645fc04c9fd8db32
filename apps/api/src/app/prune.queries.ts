import { Prisma, type Db } from '@eduscale/db'

/** So many rows at once, so that no statement holds many locks for long. */
export const perStatement = 2_000
/** Of each kind in one run; the next run goes on. */
const mostStatements = 50

/** Repeats a statement that deletes at most `perStatement` rows as long as it finds as many. */
export async function pruneInPortions(db: Db, statement: Prisma.Sql): Promise<void> {
  for (let done = 0; done < mostStatements; done += 1) if ((await db.$executeRaw(statement)) < perStatement) return
}

/** Deletes the rows of a table that are so, each found by a key of one column. */
export async function pruneRows(db: Db, { table, key, where }: { table: string; key: string; where: Prisma.Sql }): Promise<void> {
  const [name, column] = [Prisma.raw(table), Prisma.raw(key)]
  await pruneInPortions(
    db,
    Prisma.sql`
      DELETE FROM ${name} WHERE ${column} = ANY(ARRAY(SELECT ${column} FROM ${name} WHERE ${where} LIMIT ${perStatement}))`,
  )
}

export const hasRunOut = Prisma.sql`expires_at < clock_timestamp()`

/** The instant so many days ago. */
export function daysAgo(days: number): Prisma.Sql {
  return Prisma.sql`clock_timestamp() - ${days}::int * interval '1 day'`
}

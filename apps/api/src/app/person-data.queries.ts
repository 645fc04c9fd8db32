import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import type { PersonData } from './person-data'

/** All rows of the person by this column go. */
export function rowsGo(table: string, column = 'user_id'): (userId: string) => Prisma.Sql {
  return (userId) => Prisma.sql`DELETE FROM ${Prisma.raw(table)} WHERE ${Prisma.raw(column)} = ${userId}::uuid`
}

/** What becomes of somebody's rows once they are deleted. To be done again it is harmless. */
export async function forgetRows(
  tx: Pick<DbTransaction, '$executeRaw'>,
  data: readonly PersonData[],
  userId: string,
): Promise<void> {
  for (const { deleted } of data) if (typeof deleted === 'function') await tx.$executeRaw(deleted(userId))
}

/** Some of what an export has, as JSON has them. */
export async function readExported(
  db: Pick<Db, '$queryRaw'>,
  rows: Prisma.Sql,
  { offset, most }: { offset: number; most: number },
): Promise<Record<string, unknown>[]> {
  const found = await db.$queryRaw<{ row: Record<string, unknown> }[]>`
    SELECT row_to_json(one) AS row FROM (${rows} LIMIT ${most}::int OFFSET ${offset}::int) one`
  return found.map(({ row }) => row)
}

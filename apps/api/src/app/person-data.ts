import type { Prisma } from '@eduscale/db'

/**
 * One column that says whose a row is, be it with a foreign key or without. An area's manifest has one for each such column of its tables:
 * `own-data.integration` looks at every column of the database that holds an id, and finds it here or among those that are nobody's.
 */
export interface PersonData {
  /** As the database has them. */
  column: `${string}.${string}`
  /**
   * What an export has of such rows, the newest first, in a file of that name; or why it has nothing. Columns `code`, `language` and `folder`
   * together become a file of code.
   */
  exported: { as: string; rows: (userId: string) => Prisma.Sql } | { not: string }
  /** What is done to them when the person is deleted; or why they stay. */
  deleted: ((userId: string) => Prisma.Sql) | { stays: string }
}

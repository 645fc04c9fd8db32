import { PrismaPg } from '@prisma/adapter-pg'
import { DatabaseError, Pool } from 'pg'
import { connectionTo } from './connection'
import { PrismaClient } from './generated/client'
import { createStatementNames } from './name-statement'
import { createSql, type Sql } from './sql'

export { Prisma } from './generated/client'
export type Db = PrismaClient & { sql: Sql }
/** Inside an interactive transaction; keep those short, the hot path is one statement. */
export type DbTransaction = Omit<Db, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends' | 'sql'>

/** What `sql` throws where PostgreSQL says no; `code` is its SQLSTATE. */
export function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError
}

/** A client with its own pool of at most `poolSize` connections. `$disconnect()` it at the end. */
export function createDb(options: { url: string; poolSize: number; applicationName: string }): Db {
  const pool = new Pool({
    ...connectionTo(options.url),
    max: options.poolSize,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    // A transaction that was forgotten holds back whoever reads facts below the oldest writer.
    idle_in_transaction_session_timeout: 60_000,
  })
  // Of connections that nobody uses at the moment; whoever asks next gets a new one.
  pool.on('error', () => {})
  const statementNameGenerator = createStatementNames()
  const client = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator, disposeExternalPool: true }) })
  return Object.assign(client, { sql: createSql(pool, statementNameGenerator) })
}

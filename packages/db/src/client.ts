import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'
import { createStatementNames } from './name-statement'

export { Prisma } from './generated/client'
export type Db = PrismaClient
/** Inside an interactive transaction; keep those short, the hot path is one statement. */
export type DbTransaction = Omit<Db, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>

/** A client with its own pool of at most `poolSize` connections. `$disconnect()` it at the end. */
export function createDb(options: { url: string; poolSize: number; applicationName: string }): Db {
  return new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: options.url,
        max: options.poolSize,
        application_name: options.applicationName,
        connectionTimeoutMillis: 5_000,
      },
      { statementNameGenerator: createStatementNames() },
    ),
  })
}

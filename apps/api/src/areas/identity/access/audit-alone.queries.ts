import { Prisma, type DbTransaction } from '@eduscale/db'
import { writeAudit, type NewAuditEntry } from '../../../access/write-audit.queries'

/** As a statement of its own, in the transaction of what it tells. */
export async function writeAuditAlone(tx: Pick<DbTransaction, '$executeRaw'>, entry: NewAuditEntry): Promise<void> {
  await tx.$executeRaw(writeAudit(entry, Prisma.sql`(SELECT) AS one`))
}

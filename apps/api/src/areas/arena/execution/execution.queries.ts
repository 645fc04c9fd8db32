import { Prisma, type Db } from '@eduscale/db'
import { listStates } from '../../../app/battle-states.queries'
import { executionHasRunOut } from '../../judge/face'

// The list lets the index of live battles serve.
const isOutOfLine = Prisma.sql`
  state IN ${listStates('played')} AND state = CASE e.state WHEN 'suspended' THEN 'RUNNING' ELSE 'SUSPENDED' END`
export const battlesAreOutOfLine = Prisma.sql`
  SELECT ${executionHasRunOut} OR EXISTS (SELECT FROM battle WHERE ${isOutOfLine}) FROM execution_state e WHERE e.id = 1`

interface ExecutionNow {
  state: 'judging' | 'suspended'
  reason: string
  since: Date
  /** Battles that aren't in line with it yet. */
  battleIds: string[]
}

export async function readExecution(db: Db): Promise<ExecutionNow> {
  const [row] = await db.sql<ExecutionNow>`
    SELECT e.state, e.reason, e.since, ARRAY(SELECT id::text FROM battle WHERE ${isOutOfLine} ORDER BY random() LIMIT 500) AS "battleIds"
    FROM execution_state e WHERE e.id = 1`
  if (!row) throw new Error('the row of execution_state is missing')
  return row
}

import { Prisma, type Db } from '@eduscale/db'
import type { AppContext } from '../../../app-context'
import { executionHasRunOut, suspendIfSilent } from '../../judge/face'
import { transition } from './transition'

// The list lets the index of live battles serve.
const isOutOfLine = Prisma.sql`state IN ('RUNNING', 'SUSPENDED') AND state = CASE e.state WHEN 'suspended' THEN 'RUNNING' ELSE 'SUSPENDED' END`
export const battlesAreOutOfLine = Prisma.sql`
  SELECT ${executionHasRunOut} OR EXISTS (SELECT FROM battle WHERE ${isOutOfLine}) FROM execution_state e WHERE e.id = 1`

interface ExecutionNow {
  state: 'judging' | 'suspended'
  reason: string
  since: Date
  /** Battles that aren't in line with it yet. */
  battleIds: string[]
}

/** No clock runs while nothing can be judged: suspends and resumes battles. Run by the worker role. */
export async function followExecution(app: AppContext): Promise<void> {
  // Not left to the judge's own turn: battles stop in the same one.
  await suspendIfSilent(app)
  const { state, reason, since, battleIds } = await readExecution(app.db)
  const at = since.getTime()
  const input = state === 'suspended' ? ({ by: 'suspend', reason, since: at } as const) : ({ by: 'resume', until: at } as const)
  await app.tries['execution-state'].each(
    battleIds,
    (battleId) => `${battleId} ${state}`,
    (battleId) => transition(app, { battleId, input }),
  )
}

async function readExecution(db: Db): Promise<ExecutionNow> {
  const [row] = await db.sql<ExecutionNow>`
    SELECT e.state, e.reason, e.since, ARRAY(SELECT id::text FROM battle WHERE ${isOutOfLine} ORDER BY random() LIMIT 500) AS "battleIds"
    FROM execution_state e WHERE e.id = 1`
  if (!row) throw new Error('the row of execution_state is missing')
  return row
}

import type { AppContext } from '../../../app/app-context'
import { suspendIfSilent } from '../../judge/face'
import { transition } from '../play/transition'
import { readExecution } from './execution.queries'

/** No clock runs while nothing can be judged: suspends and resumes battles. Run by the worker role. */
export async function followExecution(app: AppContext): Promise<void> {
  // Not left to the judge's own turn: battles stop in the same one.
  await suspendIfSilent(app.db)
  const { state, reason, since, battleIds } = await readExecution(app.db)
  const at = since.getTime()
  const input = state === 'suspended' ? ({ by: 'suspend', reason, since: at } as const) : ({ by: 'resume', until: at } as const)
  await app.tries['execution-state'].each(
    battleIds,
    (battleId) => `${battleId} ${state}`,
    (battleId) => transition(app, { battleId, input }),
  )
}

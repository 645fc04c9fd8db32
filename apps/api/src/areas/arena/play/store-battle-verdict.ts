import type { AppContext } from '../../../app/app-context'
import type { BattleVerdict } from '../../../app/hooks'
import { transition } from './transition'

/** The verdict, its event and what follows from it are one transition, so the log and the submission can't disagree. */
export async function storeBattleVerdict(app: AppContext, battleId: string, given: BattleVerdict): Promise<boolean> {
  const { submissionId, verdict, points, score, result, passed, total } = given
  const done = await transition(app, {
    battleId,
    input: { by: 'verdict', submissionId, verdict, passed, total, points },
    judged: { submissionId, verdict, points, score, result },
  })
  return done.kind === 'done'
}

import type { BattleState } from '@eduscale/contracts/battle'
import { type BattleRecord, recordFormat, recordedEventSchema } from '@eduscale/contracts/record'
import { AppError } from '@eduscale/platform/errors'
import { signRecord } from '@eduscale/record/sign-record'
import { commitTo } from '@eduscale/record/seal'
import { isProblemSecret } from '@eduscale/rules/battle-states'
import type { AppContext } from '../../../app/app-context'
import { getRecorded } from './record.queries'
import { getProblem } from '../../judge/face'

/** The signed record of a battle that is over. Throws `unavailable` when this server has no key, or the battle is from before records. */
export async function getRecord(app: AppContext, battleId: string): Promise<BattleRecord> {
  if (!app.recordKey) throw new AppError('unavailable', 'This server has no key to sign records with.')
  const battle = await getRecorded(app.db, battleId)
  const events = battle.events.map((event) =>
    recordedEventSchema.parse({
      seq: event.seq,
      at: event.at.toISOString(),
      actor: event.actor,
      t: event.type,
      d: event.data,
      hash: event.hash,
    }),
  )
  if (events.some((event) => event.hash === ''))
    throw new AppError('unavailable', 'This battle is from before there were records.')
  const { originKind, originKey } = battle
  return signRecord(
    {
      format: recordFormat,
      battle: { id: battleId, originKind: originKind as BattleRecord['battle']['originKind'], originKey },
      events,
      sealed: await findSealed(app, battle, findCommit(events)),
    },
    app.recordKey,
  )
}

/** Told with the countdown; in older logs, with the first event. */
function findCommit(events: BattleRecord['events']): unknown {
  return (events.find(({ t }) => t === 'battle:countdown')?.d ?? {})['problemCommit'] ?? events[0]?.d['problemCommit']
}

/** Key and statement; null when the battle never began, or the problem was changed since, so that it isn't what was sealed. */
async function findSealed(
  app: AppContext,
  battle: {
    state: string
    problemKey: string | null
    problemSlug: string | null
    startsAt: Date | null
    endedAt: Date | null
    problem: { testSetHash: string } | null
  },
  commit: unknown,
): Promise<BattleRecord['sealed']> {
  if (battle.problemKey === null || battle.problemSlug === null || !battle.problem) return null
  if (isProblemSecret({ ...battle, state: battle.state as BattleState })) return null
  const problem = await getProblem(app.db, battle.problemSlug)
  const { testSetHash } = battle.problem
  if (commitTo(battle.problemKey, problem, testSetHash) !== commit) return null
  return { key: battle.problemKey, problem, testSetHash }
}

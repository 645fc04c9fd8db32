import type { BattleState } from '@eduscale/contracts/battle'
import { type BattleRecord, recordedEventSchema } from '@eduscale/contracts/record'
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
  const sealed = await findSealed(app, battle, findCommit(events))
  const hasLanguages = sealed !== null && ('lang' in sealed.problem || 'translations' in sealed.problem)
  return signRecord(
    {
      format: hasLanguages ? 'eduscale-battle-record/2' : 'eduscale-battle-record/1',
      battle: { id: battleId, originKind: originKind as BattleRecord['battle']['originKind'], originKey },
      events,
      sealed,
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
  const { problemKey: key } = battle
  const { testSetHash } = battle.problem
  const now = await getProblem(app.db, battle.problemSlug)
  // What was committed to before it had other languages is without them.
  const { lang: _lang, translations: _translations, ...before } = now
  const problem = [now, before].find((one) => commitTo(key, one, testSetHash) === commit)
  return problem ? { key, problem, testSetHash } : null
}

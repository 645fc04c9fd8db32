import type { LoggedEvent } from '@eduscale/contracts/battle'
import type { LanguageId } from '@eduscale/contracts/language'
import type { Ev } from '@eduscale/contracts/room'
import { isUniqueViolation } from '@eduscale/db/refused-data'
import { AppError } from '@eduscale/platform/errors'
import { decideBattle } from '@eduscale/rules/battle'
import type { BattleEffects, BattleInput } from '@eduscale/rules/battle-facts'
import { isTerminal } from '@eduscale/rules/battle-states'
import type { AppContext } from '../../../app/app-context'
import { requireLanguage } from '../../judge/face'
import { chooseProblem, type ChosenProblem } from '../problem-choice/choose-problem'
import { commitTransition, findBattle, type BattleRow, type TransitionWrite } from './battle.queries'
import { tellRematch } from './tell-rematch'

export interface TransitionRequest {
  battleId: string
  input: BattleInput
  /** Present when a player asked for it: makes a repetition harmless. */
  command?: { userId: string; cid: string; type: string; result: Record<string, unknown> }
  submission?: { id: string; userId: string; guestAddress: string | null; cid: string; language: LanguageId; code: string }
  judged?: TransitionWrite['judged']
  /** Who of the administrators did it, for the book of what they do. */
  audit?: TransitionWrite['audit']
}

export interface TransitionResult {
  /** `repeated`: the command had been carried out before, and this is its stored result. */
  kind: 'done' | 'nothing' | 'repeated'
  seq: number
  at: string
  result: Record<string, unknown>
  battle: BattleRow
}

/** A race is lost at most once per other transition; a battle with this many at once is being attacked. */
const maxAttempts = 50

/**
 * Reads, decides, and commits with compare-and-set; whoever loses the race reads and decides again. Events go out after the
 * commit. Throws AppError when the rules refuse, `not-found` when there is no such battle.
 */
export async function transition(app: AppContext, request: TransitionRequest): Promise<TransitionResult> {
  let wasCidTaken = false
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const battle = await findBattle(app.db, request.battleId, request.command ?? null)
    if (!battle) throw new AppError('not-found', 'There is no such battle.')
    if (battle.storedCommand) return { kind: 'repeated', battle, ...battle.storedCommand }

    const decision = decideBattle(battle, request.input, battle.now)
    if (decision.kind === 'refused') throw new AppError(decision.code, decision.message)
    if (request.submission && battle.problem) requireLanguage(battle.problem, request.submission.language)
    const result = request.command?.result ?? {}
    if (decision.kind === 'nothing') {
      return { kind: 'nothing', battle, seq: battle.version, at: new Date(battle.now).toISOString(), result }
    }

    const isReady = decision.effects.state === 'COUNTDOWN' && battle.state !== 'COUNTDOWN'
    const chosen = isReady ? await chooseProblem(app.db, battle) : null
    const effects = chosen ? withCommit(decision.effects, chosen) : decision.effects
    await app.failpoints.pass('before-commit')
    const logged = await tryToCommit(app, {
      battle,
      effects,
      command: request.command ?? null,
      submission:
        request.submission && battle.problemSlug !== null ? { ...request.submission, problemSlug: battle.problemSlug } : null,
      judged: request.judged ?? null,
      audit: request.audit ?? null,
      chosen,
      // From the moment on that somebody may be kept waiting: not in a lobby, which may stand open for long.
      activatesRanked:
        battle.rules.isRanked && battle.state === 'LOBBY' && effects.state !== 'LOBBY' && !isTerminal(effects.state),
    })
    if (!Array.isArray(logged)) {
      // Taken by this very command, it would have been found stored.
      if (logged === 'cid-taken' && wasCidTaken) throw new AppError('bad-request', 'Another command had this id before.')
      wasCidTaken ||= logged === 'cid-taken'
      app.metrics.transitionRetries.inc()
      continue
    }
    await app.failpoints.pass('after-commit')
    const events = logged.map((event): Ev => ({ b: battle.id, ...event }))
    publish(app, events, chosen)
    await app.failpoints.pass('after-publish')
    if (battle.originKind === 'rematch' && effects.state !== battle.state) void tellRematch(app, battle.id)
    const last = events.at(-1)
    return { kind: 'done', battle, seq: last?.seq ?? battle.version, at: last?.at ?? new Date(battle.now).toISOString(), result }
  }
  throw new AppError('unavailable', 'This battle is too busy; try again.')
}

/** A unique violation means that the same command, or another battle of the same player, got there first. */
async function tryToCommit(app: AppContext, write: TransitionWrite): Promise<LoggedEvent[] | 'lost' | 'cid-taken'> {
  try {
    return (await commitTransition(app.db, write)) ?? 'lost'
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    if (error.message.includes('battle_player_active_ranked_key')) {
      throw new AppError('already-playing', 'One of the players is in another ranked battle.')
    }
    if (error.message.includes('battle_player_active_casual_key')) {
      throw new AppError('already-playing', 'You are in another battle; end that one first.')
    }
    return error.message.includes('submission_user_id_cid_key') ? 'cid-taken' : 'lost'
  }
}

function withCommit(effects: BattleEffects, { commit }: ChosenProblem): BattleEffects {
  const events = effects.events.map((event) =>
    event.t === 'battle:countdown' ? { ...event, d: { ...event.d, problemCommit: commit } } : event,
  )
  return { ...effects, events }
}

/** The statement goes out sealed with the countdown; the start brings no more than its key, so that nobody begins later for a slow line. */
function publish(app: AppContext, events: readonly Ev[], chosen: ChosenProblem | null): void {
  for (const event of events) {
    const isSealed = chosen !== null && event.t === 'battle:countdown'
    app.publisher.event(isSealed ? { ...event, d: { ...event.d, sealed: chosen.sealed } } : event)
  }
}

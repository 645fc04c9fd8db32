import { loggedEventSchema, type BattleView, type LoggedEvent, type RatingDelta } from '@eduscale/contracts/battle'
import type { BattleRecord } from '@eduscale/contracts/record'
import { isTerminal } from '@eduscale/rules/battle-states'
import { applyBattleEvent, emptyBattleView } from '@eduscale/rules/battle-view'
import { eventsAfterTheEnd, isLegalTransition } from '@eduscale/rules/legal-transitions'
import { judgeOutcome, type Outcome } from '@eduscale/rules/outcome'
import { canonicalJson } from './canonical-json'
import { findBrokenLink } from './hash-chain'
import { commitTo } from './seal'
import { isSignatureRight } from './sign-record'

export interface Check {
  name: 'signature' | 'key' | 'chain' | 'transitions' | 'statement' | 'winner' | 'rating'
  ok: boolean
  detail: string
}

/** Rating arithmetic may differ in the last digits from one machine to another. */
const ratingTolerance = 1e-6

/**
 * Checks a record without asking anybody: that it was signed, that no event was changed, that the battle went by the rules, that
 * the statement is the one that was sealed, and that winner and ratings follow from what was received. With `trustedKey`, that the
 * signer is the one it should be.
 */
export function verifyRecord(record: BattleRecord, trustedKey: string | null): Check[] {
  const broken = findBrokenLink(record.battle.id, record.events)
  const checks: Check[] = [
    check('signature', isSignatureRight(record), 'the record is as it was signed', 'the signature does not fit the record'),
    check(
      'chain',
      broken === null,
      `${record.events.length} events, each chained to those before`,
      `event ${broken} was changed`,
    ),
  ]
  if (trustedKey !== null) {
    checks.push(check('key', record.publicKey === trustedKey, 'signed by the key you trust', 'signed by another key'))
  }
  const events = record.events.map((event) => loggedEventSchema.safeParse(event))
  const unreadable = events.findIndex((event) => !event.success)
  if (unreadable >= 0) {
    return [...checks, { name: 'transitions', ok: false, detail: `event ${unreadable + 1} can't be read` }]
  }
  const log = events.flatMap((event) => (event.success ? [event.data] : []))
  const { view, illegal } = replay(record.battle.id, log)
  checks.push(
    check(
      'transitions',
      illegal === null,
      `the battle went by the rules to ${view.state}`,
      `event ${illegal} is not possible there`,
    ),
    checkStatement(record, view),
  )
  const outcome = recomputeOutcome(log, view)
  return outcome ? [...checks, checkWinner(view, outcome), checkRatings(view, outcome)] : checks
}

function check(name: Check['name'], ok: boolean, right: string, wrong: string): Check {
  return { name, ok, detail: ok ? right : wrong }
}

function replay(battleId: string, log: readonly LoggedEvent[]): { view: BattleView; illegal: number | null } {
  let view = emptyBattleView(battleId)
  let illegal: number | null = null
  for (const event of log) {
    const before = view
    view = applyBattleEvent(view, event)
    const isPossible =
      isLegalTransition(before.state, view.state) && (!isTerminal(before.state) || eventsAfterTheEnd.includes(event.t))
    if (!isPossible) illegal ??= event.seq
  }
  return { view, illegal }
}

function checkStatement(record: BattleRecord, view: BattleView): Check {
  if (view.problemCommit === null || record.sealed === null) {
    // Whoever gives up in the countdown ends a battle that never began.
    const hasBegun = record.events.some(({ t }) => t === 'battle:started')
    return check('statement', !hasBegun || view.problemCommit === null, 'no statement was shown', 'the statement is missing')
  }
  const { key, problem, testSetHash } = record.sealed
  const isTheOne = commitTo(key, problem, testSetHash) === view.problemCommit
  return check('statement', isTheOne, 'the statement is the one that was sealed', 'the statement is not the one that was sealed')
}

/** Null where nobody can have won. */
function recomputeOutcome(log: readonly LoggedEvent[], view: BattleView): Outcome | null {
  const finished = log.find((event) => event.t === 'battle:finished')
  if (finished?.t !== 'battle:finished' || !view.result) return null
  const before = view.result.ratings
  return judgeOutcome({
    rules: view.rules,
    reason: finished.d.reason,
    players: view.players.map((player) => ({
      userId: player.user.id,
      team: player.team,
      hasLeft: player.leftBecause !== null || (view.rules.format === 'duel' && hasGivenUp(finished, player.user.id)),
      submissions: player.submissions.map((submission) => ({ ...submission, receivedAt: Date.parse(submission.receivedAt) })),
      rating: ratingBefore(before, player.user.id),
    })),
  })
}

/** In a duel whoever resigns or stays away leaves with the end itself; the end says who has won. */
function hasGivenUp(finished: Extract<LoggedEvent, { t: 'battle:finished' }>, userId: string): boolean {
  const { reason, winnerId } = finished.d
  if (reason !== 'resigned' && reason !== 'forfeit') return false
  return reason === 'resigned' && finished.actor !== null ? finished.actor === userId : winnerId !== userId
}

/** Of whoever isn't told of any rating is fit to go out from: their row is missing all the same. */
function ratingBefore(ratings: readonly RatingDelta[], userId: string) {
  const known = ratings.find((row) => row.userId === userId)
  return {
    rating: known?.before ?? 1500,
    deviation: known?.deviationBefore ?? 350,
    volatility: known?.volatilityBefore ?? 0.06,
  }
}

function checkWinner(view: BattleView, outcome: Outcome): Check {
  const told = view.result
  const isRight =
    told !== null &&
    told.winnerId === outcome.winnerId &&
    told.winnerTeam === outcome.winnerTeam &&
    (told.standings.length === 0 || canonicalJson(told.standings) === canonicalJson(outcome.standings))
  const winner = view.players.find((player) => player.user.id === outcome.winnerId)?.user.name ?? 'nobody'
  return check('winner', isRight, `${winner}, by order of receipt`, `by order of receipt it would be ${winner}`)
}

function checkRatings(view: BattleView, outcome: Outcome): Check {
  const told = view.result?.ratings ?? []
  const isRight =
    told.length === outcome.ratings.length &&
    outcome.ratings.every((row) => {
      const known = told.find((other) => other.userId === row.userId)
      return (
        known !== undefined &&
        Math.abs(known.after - row.after) < ratingTolerance &&
        Math.abs(known.deviationAfter - row.deviationAfter) < ratingTolerance &&
        Math.abs(known.volatilityAfter - row.volatilityAfter) < ratingTolerance
      )
    })
  return check(
    'rating',
    isRight,
    told.length === 0 ? 'not rated' : 'each change follows from the result',
    told.length === outcome.ratings.length
      ? 'a change does not follow'
      : `by the rules ${outcome.ratings.length} ratings change, and not ${told.length}`,
  )
}

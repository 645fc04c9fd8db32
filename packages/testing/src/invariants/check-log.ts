import { chainStart, hashEvent } from '@eduscale/record/hash-chain'
import { listVerdicts, type BattleLog, type LogViolation } from './battle-log'
import { checkEnd } from './check-end'
import { checkOutcome } from './check-outcome'
import { legalTransitions } from './legal-transitions'

/** What only a walk through the log shows: order in time, legal transitions, the clock, the end, and who has won. */
export function checkLog(battle: BattleLog, { graceMs }: { graceMs: number }): LogViolation[] {
  return [
    ...checkOrder(battle),
    ...checkChain(battle),
    ...checkTransitions(battle),
    ...checkForfeits(battle),
    ...checkClock(battle),
    ...checkEnd(battle, graceMs),
    ...checkWinner(battle),
    ...checkOutcome(battle),
  ]
}

function checkOrder({ events }: BattleLog): LogViolation[] {
  return events.flatMap((event, index) => {
    const before = events[index - 1]
    if (!before || event.at >= before.at) return []
    return [{ invariant: 'I3', what: `event ${event.seq} is of an earlier time than event ${before.seq}` }]
  })
}

/** Events from before there was a record have no hash; the chain begins after them. */
function checkChain({ id, headHash, events }: BattleLog): LogViolation[] {
  let last = chainStart
  for (const { seq, type, at, actor, data, hash } of events) {
    if (hash === '' && last === chainStart) continue
    last = hashEvent(last, id, { seq, at: at.toISOString(), actor, t: type, d: data })
    if (last !== hash) return [{ invariant: 'I3', what: `event ${seq} (${type}) is not what its hash says` }]
  }
  return last === headHash ? [] : [{ invariant: 'I3', what: 'the log ends with another hash than the battle has' }]
}

function checkTransitions(battle: BattleLog): LogViolation[] {
  let state: string | null = null
  for (const { seq, type, data } of battle.events) {
    const rule = Object.entries(legalTransitions).find(([name]) => name === type)?.[1]
    if (!rule) return [{ invariant: 'I4', what: `event ${seq} is of an unknown type: ${type}` }]
    const states = typeof rule.from === 'function' ? rule.from({ data, rules: battle.rules }) : rule.from
    if (!states.some((from) => from === state)) {
      return [{ invariant: 'I4', what: `event ${seq} (${type}) while the battle is ${state ?? 'not there yet'}` }]
    }
    state = rule.to ?? state
  }
  if (state === battle.state) return []
  return [{ invariant: 'I4', what: `the log leads to ${state ?? 'nothing'}, and the battle is ${battle.state}` }]
}

/** Nobody loses by having stayed away who was there, or was taken for there again since. */
function checkForfeits({ events }: BattleLog): LogViolation[] {
  const gone = new Set<unknown>()
  let wasMissed = false
  for (const { seq, type, data } of events) {
    if (type === 'battle:gone') gone.add(data['userId'])
    if (type === 'battle:back') gone.delete(data['userId'])
    if (type === 'battle:suspended') gone.clear()
    const isForfeit = data['reason'] === 'forfeit'
    if (type === 'battle:left' && isForfeit) {
      wasMissed = true
      if (!gone.has(data['userId'])) return [{ invariant: 'I4', what: `a forfeit at ${seq}, of somebody who was not gone` }]
    }
    // In a duel the end itself may be all that tells of it.
    if (type === 'battle:finished' && isForfeit && !wasMissed && gone.size === 0) {
      return [{ invariant: 'I4', what: `a forfeit at ${seq}, and nobody was gone` }]
    }
  }
  return []
}

/** Suspended time is the sum of the outages, and the end has moved by exactly that. */
function checkClock(battle: BattleLog): LogViolation[] {
  const started = battle.events.find(({ type }) => type === 'battle:started')
  if (!started) return []
  const outages = battle.events.filter(({ type }) => type === 'battle:resumed')
  const violations: LogViolation[] = []
  let endsAt = Date.parse(String(started.data['endsAt']))
  let suspendedMs = 0
  for (const { seq, data } of outages) {
    suspendedMs += Number(data['outageMs'])
    endsAt += Number(data['outageMs'])
    if (Date.parse(String(data['endsAt'])) === endsAt) continue
    violations.push({ invariant: 'I13', what: `event ${seq} moves the end by something else than its outage` })
  }
  if (battle.suspendedMs !== suspendedMs) {
    violations.push({ invariant: 'I13', what: `${battle.suspendedMs} ms suspended, and the outages are ${suspendedMs} ms` })
  }
  if (battle.endsAt && battle.endsAt.getTime() !== endsAt) {
    violations.push({
      invariant: 'I13',
      what: `it ends at ${battle.endsAt.toISOString()}, not ${new Date(endsAt).toISOString()}`,
    })
  }
  return violations
}

/**
 * The winner of a race again, be it of two, of a group or of teams, from receipt and verdicts alone: the earliest received of the
 * accepted, also of somebody who has left since. Verdicts that came after the end don't
 * count, and can't change it: every submission received before the winning one must have had its verdict by then.
 */
function checkWinner(battle: BattleLog): LogViolation[] {
  const told = battle.events.findLast(({ type }) => type === 'battle:finished' || type === 'battle:corrected')
  if (!told) return []
  const winnerId = told.data['winnerId'] ?? null
  const violations: LogViolation[] = []
  if (battle.winnerId !== winnerId) {
    violations.push({
      invariant: 'I10',
      what: `the log names ${text(winnerId)} the winner, and the battle ${text(battle.winnerId)}`,
    })
  }
  const finished = battle.events.find(({ type }) => type === 'battle:finished')
  const isRace = (battle.rules.scoring ?? 'first-solve') === 'first-solve'
  // Whoever is the last one left wins by that alone.
  const isDecided = ['accepted', 'solved', 'time'].some((reason) => reason === finished?.data['reason'])
  if (!isRace || !isDecided) return violations
  const verdicts = listVerdicts(battle, told.seq)
  const winning = battle.submissions.find(({ id }) => isSolution(verdicts.get(id)))
  const unjudged = battle.submissions.find(({ id, recvSeq }) => !verdicts.has(id) && (!winning || recvSeq < winning.recvSeq))
  if (unjudged) {
    violations.push({
      invariant: 'I10',
      what: `it ended while submission ${unjudged.id}, received at ${unjudged.recvSeq}, had no verdict`,
    })
  }
  if ((winning?.userId ?? null) !== winnerId) {
    violations.push({
      invariant: 'I10',
      what: `the earliest accepted submission is ${winning ? `${winning.id} of ${winning.userId}` : 'none'}, and the winner ${text(winnerId)}`,
    })
  }
  return violations
}

/** Older events know no points: there every accepted submission is one. */
function isSolution(judged: Record<string, unknown> | undefined): boolean {
  return judged?.['verdict'] === 'AC' && Number(judged['points'] ?? 100) >= 100
}

function text(id: unknown): string {
  return typeof id === 'string' ? id : 'nobody'
}

import { activeSides, effects, findPlayer, notAPlayer, nothing, refused, wrongState } from './battle-decisions'
import type { BattleDecision, BattleFacts, BattleInput } from './battle-facts'
import { isTerminal, isUndecided } from './battle-states'
import { finish, settle } from './battle-outcome'

/** More than this many unjudged submissions of one player at a time are refused. */
const maxUnjudged = 3
/** And more than this many in all, of one player in one battle. */
const maxSubmissions = 200

export function submit(facts: BattleFacts, input: Extract<BattleInput, { by: 'submit' }>, now: number): BattleDecision {
  const player = findPlayer(facts, input.userId)
  if (!player) return notAPlayer
  if (facts.state === 'SUSPENDED') {
    return refused(
      'execution-suspended',
      'Judging is interrupted; the clock stands still. Your code is kept: submit when it goes on.',
    )
  }
  if (facts.state !== 'RUNNING' || facts.endsAt === null) return wrongState(facts)
  if (player.leftBecause !== null) return refused('wrong-state', 'You are out of this battle.')
  if (now >= facts.endsAt) return refused('wrong-state', 'The time is up.')
  if (facts.rules.languages && !facts.rules.languages.includes(input.language)) {
    return refused('unknown-language', `This battle is fought in: ${facts.rules.languages.join(', ')}.`)
  }
  const own = facts.submissions.filter((submission) => submission.userId === input.userId)
  if (own.filter((submission) => submission.verdict === null).length >= maxUnjudged) {
    return refused('too-many-submissions', `At most ${maxUnjudged} submissions are judged at a time; wait for a verdict.`)
  }
  if (own.length >= maxSubmissions) return refused('too-many-submissions', `At most ${maxSubmissions} submissions in a battle.`)
  const { submissionId, userId, language, bytes, codeHash } = input
  return effects(facts, {
    events: [
      { t: 'battle:submitted', d: { submissionId, userId, language, number: own.length + 1, bytes, codeHash }, actor: userId },
    ],
    // Whoever plays on has taken an offer of a draw back.
    players: player.offersDraw ? [{ userId, offersDraw: false }] : [],
  })
}

export function verdict(facts: BattleFacts, input: Extract<BattleInput, { by: 'verdict' }>, now: number): BattleDecision {
  const submission = facts.submissions.find((known) => known.id === input.submissionId)
  if (!submission || submission.verdict !== null) return nothing
  if (isTerminal(facts.state)) return nothing
  const { submissionId, passed, total, points } = input
  const judged = {
    t: 'battle:judged',
    d: { submissionId, userId: submission.userId, verdict: input.verdict, passed, total, points },
    actor: null,
  } as const
  const submissions = facts.submissions.map((known) =>
    known === submission ? { ...known, verdict: input.verdict, points } : known,
  )
  return settle({ ...facts, submissions }, { events: [judged] }, now)
}

export function resign(facts: BattleFacts, userId: string, now: number): BattleDecision {
  const player = findPlayer(facts, userId)
  if (!player) return notAPlayer
  const mayResign = isUndecided(facts.state)
  if (!mayResign) return wrongState(facts)
  return player.leftBecause === null ? leave(facts, { userId, reason: 'resigned' }, now) : nothing
}

/**
 * Somebody is out. Two make an end of it; more go on as long as there are two sides. What was received before is waited for: a solution
 * on its way to its verdict counts, also of whoever leaves.
 */
export function leave(
  facts: BattleFacts,
  leaver: { userId: string; reason: 'resigned' | 'forfeit' },
  now: number,
): BattleDecision {
  const { reason } = leaver
  const leavers = [leaver.userId, ...(reason === 'forfeit' ? othersIfAllAway(facts, leaver.userId) : [])]
  const actor = reason === 'resigned' ? leaver.userId : null
  const players = facts.players.map((player) => (leavers.includes(player.userId) ? { ...player, leftBecause: reason } : player))
  const after: BattleFacts = { ...facts, players }
  const changes = leavers.map((userId) => ({ userId, leftBecause: reason, forfeitAt: null }))
  const isJudged = facts.submissions.every((submission) => submission.verdict !== null)
  const [only] = leavers.length === 1 ? changes : []
  if (facts.rules.format === 'duel' && isJudged && only)
    return finish(after, { reason, endedAt: now, actor }, { events: [], players: [only] })
  const left = {
    events: leavers.map((userId) => ({ t: 'battle:left', d: { userId, reason }, actor }) as const),
    players: changes,
    timers: Object.fromEntries(leavers.map((userId) => [`forfeit:${userId}`, null])),
  }
  if (activeSides(after).size >= 2) return settle(after, left, now)
  if (isJudged) return finish(after, { reason, endedAt: now, actor }, left)
  return settle({ ...after, endsAt: now }, left, now, { isOver: true })
}

/** Where nobody is there any more, nobody wins by having been missed a moment later. */
function othersIfAllAway(facts: BattleFacts, userId: string): string[] {
  const others = facts.players.filter((player) => player.userId !== userId && player.leftBecause === null)
  return others.every((player) => player.forfeitAt !== null) ? others.map((player) => player.userId) : []
}

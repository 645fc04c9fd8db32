import type { BattleRules, Standing } from '@eduscale/contracts/battle'
import type { Verdict } from '@eduscale/contracts/verdict'

export interface Contender {
  userId: string
  team: number | null
  hasLeft: boolean
  /** By receipt, earliest first. */
  submissions: readonly ReceivedSubmission[]
}

export interface ReceivedSubmission {
  id: string
  seq: number
  /** Milliseconds since the epoch. */
  receivedAt: number
  verdict: Verdict | null
  /** 0 to 100. */
  points: number
  bytes: number | null
}

/** Lower is better, field by field. */
type Rank = readonly [tier: number, value: number, seq: number]

const worst: Rank = [3, 0, 0]

/** Accepted with all that there is to get. */
export function isSolution(submission: Pick<ReceivedSubmission, 'verdict' | 'points'>): boolean {
  return submission.verdict === 'AC' && submission.points >= 100
}

/** What a verdict is worth, 0 to 100: a share of what there is to get where the problem is scored (and the most is known), else all or nothing. */
export function pointsOf(judged: { verdict: Verdict; score: number | null; max: number | null }): number {
  const { verdict, score, max } = judged
  if (score === null || max === null || max <= 0) return verdict === 'AC' ? 100 : 0
  return Math.min(100, Math.max(0, (100 * score) / max))
}

/**
 * The leaderboard, best first. Of equals, whoever was received earlier is ahead; those with nothing share the last place. Whoever
 * left is behind all who stayed, except that in a race for the first solution a solution stands. A team is as good as its best.
 */
export function rankContenders(scoring: BattleRules['scoring'], contenders: readonly Contender[]): Standing[] {
  const rows = contenders.map((contender) => {
    const best = bestOf(scoring, contender.submissions)
    return { contender, best, rank: rankOf(scoring, contender, best) }
  })
  const sideRank = (team: number | null, own: Rank): Rank =>
    team === null
      ? own
      : rows.reduce((least, row) => (row.contender.team === team && compare(row.rank, least) < 0 ? row.rank : least), worst)
  const sided = rows
    .map((row) => ({ ...row, side: sideRank(row.contender.team, row.rank) }))
    .toSorted((a, b) => compare(a.side, b.side) || (a.contender.team ?? 0) - (b.contender.team ?? 0) || compare(a.rank, b.rank))
  return sided.map(({ contender, best, side }) => ({
    userId: contender.userId,
    team: contender.team,
    place: placeOf(sided, side),
    points: contender.submissions.reduce((most, { points }) => Math.max(most, points), 0),
    bytes: best && isSolution(best) ? best.bytes : null,
    solvedAt: best && isSolution(best) ? new Date(best.receivedAt).toISOString() : null,
    submissionId: best?.id ?? null,
  }))
}

/** One more than there are sides (players, or teams) that are better. */
function placeOf(rows: readonly { contender: Contender; side: Rank }[], side: Rank): number {
  const better = rows.filter((row) => compare(row.side, side) < 0)
  return new Set(better.map(({ contender }) => sideOf(contender))).size + 1
}

/** What a player plays for. */
export function sideOf(player: { userId: string; team: number | null }): string {
  return player.team === null ? player.userId : `team ${player.team}`
}

/** The submission that counts; null when none counts for anything. */
function bestOf(scoring: BattleRules['scoring'], submissions: readonly ReceivedSubmission[]): ReceivedSubmission | null {
  const better = (candidate: ReceivedSubmission, best: ReceivedSubmission) => {
    if (scoring === 'points') return candidate.points > best.points
    if (scoring === 'fewest-bytes') return (candidate.bytes ?? Infinity) < (best.bytes ?? Infinity)
    return false
  }
  return submissions
    .filter((submission) => (scoring === 'points' ? submission.points > 0 : isSolution(submission)))
    .reduce<ReceivedSubmission | null>((best, next) => (best === null || better(next, best) ? next : best), null)
}

function rankOf(scoring: BattleRules['scoring'], contender: Contender, best: ReceivedSubmission | null): Rank {
  if (contender.hasLeft && !(scoring === 'first-solve' && best)) return [2, 0, 0]
  if (!best) return [1, 0, 0]
  return [0, valueOf(scoring, best), best.seq]
}

function valueOf(scoring: BattleRules['scoring'], best: ReceivedSubmission): number {
  if (scoring === 'points') return -best.points
  if (scoring === 'fewest-bytes') return best.bytes ?? Infinity
  return 0
}

function compare(a: Rank, b: Rank): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

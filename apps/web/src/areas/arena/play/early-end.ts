import type { BattleView } from '@eduscale/contracts/battle'
import { isSolution, sideOf } from '@eduscale/rules/standings'

type EarlyEnd =
  /** A solution after which nothing else can win but what was received before it. */
  | { by: 'solution'; userId: string; atMs: number }
  /** Everybody of a group who is still there has solved it. */
  | { by: 'all'; atMs: number }
  /** One side alone is left; when that came about, the view doesn't keep. */
  | { by: 'departure'; atMs: null }

/** Why a battle is being judged to its end before its time was up; null where the time was. Follows `settle` of the rules. */
export function findEarlyEnd(view: Pick<BattleView, 'state' | 'rules' | 'players'>): EarlyEnd | null {
  if (view.state !== 'JUDGING') return null
  const active = view.players.filter(({ leftBecause }) => leftBecause === null)
  return findDecision(view, active) ?? (sidesOf(active) < 2 ? { by: 'departure', atMs: null } : null)
}

function findDecision({ rules, players }: Pick<BattleView, 'rules' | 'players'>, active: BattleView['players']): EarlyEnd | null {
  if (rules.scoring === 'fewest-bytes') return null
  if (rules.format === 'group') {
    const firsts = active.map(firstSolution)
    const received = firsts.flatMap((first) => (first ? [first.atMs] : []))
    return active.length > 0 && received.length === active.length ? { by: 'all', atMs: Math.max(...received) } : null
  }
  const [first] = players.flatMap((player) => firstSolution(player) ?? []).toSorted((a, b) => a.seq - b.seq)
  return first ? { by: 'solution', userId: first.userId, atMs: first.atMs } : null
}

function firstSolution({ user, submissions }: BattleView['players'][number]) {
  const solution = submissions.find(isSolution)
  return solution ? { userId: user.id, seq: solution.seq, atMs: Date.parse(solution.receivedAt) } : null
}

function sidesOf(players: BattleView['players']): number {
  return new Set(players.map(({ user, team }) => sideOf({ userId: user.id, team }))).size
}

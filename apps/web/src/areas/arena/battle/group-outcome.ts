import type { BattleView, Standing } from '@eduscale/contracts/battle'

export interface GroupOutcome {
  mine: Standing | null
  /** Players, or teams. */
  sideCount: number
  outcome: 'won' | 'lost' | 'draw' | 'none'
}

/** Where one came in, among how many sides. */
export function groupOutcome(
  view: Pick<BattleView, 'result' | 'rules'>,
  standings: readonly Standing[],
  myId: string,
): GroupOutcome {
  const mine = standings.find((standing) => standing.userId === myId) ?? null
  const isTeams = view.rules.format === 'teams'
  const sideCount = isTeams ? new Set(standings.map((standing) => standing.team)).size : standings.length
  const { result } = view
  if (!result || result.kind !== 'finished') return { mine, sideCount, outcome: 'none' }
  const isWinner = isTeams ? mine?.team === result.winnerTeam : myId === result.winnerId
  const hasWinner = isTeams ? result.winnerTeam !== null : result.winnerId !== null
  return { mine, sideCount, outcome: !hasWinner ? 'draw' : isWinner ? 'won' : 'lost' }
}

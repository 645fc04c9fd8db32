import type { BattleView } from '@eduscale/contracts/battle'

export type StartObstacle = { reason: 'alone' } | { reason: 'emptyTeam'; team: number }

/** What a room still lacks; the api refuses the start for the same reasons. */
export function whyNotStart(view: Pick<BattleView, 'players' | 'rules'>): StartObstacle | null {
  if (view.players.length < 2) return { reason: 'alone' }
  const teams = Array.from({ length: view.rules.teamCount ?? 0 }, (_, index) => index + 1)
  const empty = teams.find((team) => !view.players.some((player) => player.team === team))
  return empty === undefined ? null : { reason: 'emptyTeam', team: empty }
}

import type { BattlePlayerView, BattleView, Standing } from '@eduscale/contracts/battle'

export type LeaderboardItem =
  | { kind: 'team'; key: string; team: number; best: Standing; size: number }
  | { kind: 'player'; key: string; player: BattlePlayerView; standing: Standing }

/** Rows from first to last; a team's heading stands above its members, and teams in the order of their best. */
export function leaderboardItems(view: Pick<BattleView, 'players' | 'rules'>, standings: readonly Standing[]): LeaderboardItem[] {
  const players = new Map(view.players.map((player) => [player.user.id, player]))
  const rows = standings.flatMap((standing): Extract<LeaderboardItem, { kind: 'player' }>[] => {
    const player = players.get(standing.userId)
    return player ? [{ kind: 'player', key: standing.userId, player, standing }] : []
  })
  if (view.rules.format !== 'teams') return rows
  const teams = [...new Set(rows.map((row) => row.standing.team))]
  return teams.flatMap((team): LeaderboardItem[] => {
    const members = rows.filter((row) => row.standing.team === team)
    const best = members[0]?.standing
    if (team === null || !best) return members
    return [{ kind: 'team', key: `team-${team}`, team, best, size: members.length }, ...members]
  })
}

import type { BattleView } from '@eduscale/contracts/battle'

export interface ReplayAddress {
  startMs: number
  /** Whose editors are shown, the first on the left. */
  shown: [string | null, string | null]
}

/** What `?t=seconds&player=id` asks for; without it, oneself (or the winner) and whoever was best of the others. */
export function readReplayAddress(
  search: string,
  view: Pick<BattleView, 'players' | 'result'>,
  myId: string | null,
): ReplayAddress {
  const query = new URLSearchParams(search)
  const seconds = Number(query.get('t') ?? 0)
  const byPlace = view.result?.standings.map((standing) => standing.userId) ?? []
  const all = view.players.map((player) => player.user.id)
  const order = [...byPlace, ...all].filter((id) => all.includes(id))
  const wanted = [query.get('player'), myId, ...order].filter((id) => id !== null && all.includes(id))
  const first = wanted[0] ?? null
  return {
    startMs: Number.isFinite(seconds) ? Math.max(0, seconds * 1_000) : 0,
    shown: [first, wanted.find((id) => id !== first) ?? null],
  }
}

export function writeReplayAddress(battleId: string, positionMs: number, playerId: string | null): string {
  const query = new URLSearchParams({ t: String(Math.floor(positionMs / 1_000)), ...(playerId !== null && { player: playerId }) })
  return `/battle/${battleId}/replay?${query.toString()}`
}

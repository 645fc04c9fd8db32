import type { BattleView } from '@eduscale/contracts/battle'

export interface ReplayAddress {
  /** Null where the address doesn't say. */
  startMs: number | null
  /** Whose editors are shown, the first on the left. */
  shown: [string | null, string | null]
}

/** What `?t=seconds&player=id&other=id` asks for; without it, oneself (or the winner) and whoever was best of the others. */
export function readReplayAddress(
  search: string,
  view: Pick<BattleView, 'players' | 'result'>,
  myId: string | null,
): ReplayAddress {
  const query = new URLSearchParams(search)
  const seconds = Number(query.get('t') ?? Number.NaN)
  const byPlace = view.result?.standings.map((standing) => standing.userId) ?? []
  const all = view.players.map((player) => player.user.id)
  const order = [...byPlace, ...all].filter((id) => all.includes(id))
  const wanted = [query.get('player'), query.get('other'), myId, ...order].filter((id) => id !== null && all.includes(id))
  const first = wanted[0] ?? null
  return {
    // Rounded: 1.001 s times a thousand is a little less than 1001 ms.
    startMs: Number.isFinite(seconds) ? Math.max(0, Math.round(seconds * 1_000)) : null,
    shown: [first, wanted.find((id) => id !== first) ?? null],
  }
}

/** To the millisecond: a keystroke is a moment. */
export function writeReplayAddress(
  battleId: string,
  { positionMs, shown }: Pick<ReplayAddress, 'shown'> & { positionMs: number },
): string {
  const [player, other] = shown
  const query = new URLSearchParams({
    t: String(Math.floor(positionMs) / 1_000),
    ...(player !== null && { player }),
    ...(other !== null && { other }),
  })
  return `/battle/${battleId}/replay?${query.toString()}`
}

'use client'

import type { BattleView } from '@eduscale/contracts/battle'
import { useServerNow } from '../../realtime/use-server-now'

/** Long enough to fetch a page's part over a slow line. */
const lastMs = 60_000
const lookEveryMs = 10_000

/**
 * Whether the battle can be over within a minute: somebody's code is being judged, a draw is offered, somebody is away, or the time
 * runs out. Only a resignation comes without such a sign.
 */
export function useMayEndSoon(view: BattleView | null): boolean {
  const now = useServerNow(view?.state === 'RUNNING' ? lookEveryMs : null)
  if (!view) return false
  if (view.state === 'JUDGING' || view.state === 'SUSPENDED') return true
  if (view.state !== 'RUNNING') return false
  const isLast = now > 0 && view.endsAt !== null && Date.parse(view.endsAt) - now < lastMs
  return isLast || view.players.some(mayEndIt)
}

function mayEndIt({ submissions, offersDraw, forfeitAt }: BattleView['players'][number]): boolean {
  return offersDraw || forfeitAt !== null || submissions.some(({ verdict }) => verdict === null)
}

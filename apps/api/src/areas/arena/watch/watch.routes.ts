import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import type { Leaderboards } from '../leaderboard/leaderboard'
import { listLiveBattles } from './live-battles'
import type { Spectators } from './spectators'

/** The same list for everybody, who look again and again; of groups it is made from whole logs. */
const keptMs = 2_000

export function watchRoutes(
  http: RouteRegistry,
  app: AppContext,
  given: { leaderboards: Leaderboards; spectators: Spectators },
): void {
  http.serve(
    'listLiveBattles',
    keepFor(keptMs, () => listLiveBattles(app, given)),
  )
}

/** The same answer again until it is that old; one that failed is not kept. */
function keepFor<Answer>(ms: number, make: () => Promise<Answer>): () => Promise<Answer> {
  let kept: { answer: Promise<Answer>; until: number } | null = null
  return () => {
    if (kept && performance.now() < kept.until) return kept.answer
    const answer = make()
    const made = { answer, until: performance.now() + ms }
    kept = made
    answer.catch(() => {
      if (kept === made) kept = null
    })
    return answer
  }
}

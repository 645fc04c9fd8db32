import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { findAccess } from '../play/log.queries'
import type { Leaderboards } from './leaderboard'

export function leaderboardRoutes(http: RouteRegistry, app: AppContext, leaderboards: Leaderboards): void {
  http.serveFound(
    'getLeaderboard',
    async ({ params, findUser }) => findAccess(app.db, params.id, (await findUser())?.id ?? null),
    async ({ params, found }) => ({ leaders: await leaderboards.listLeaders(params.id, found.version) }),
  )
}

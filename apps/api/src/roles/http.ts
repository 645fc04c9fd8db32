import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../app-context'
import type { Leaderboards } from '../areas/arena/leaderboard/leaderboard'
import type { Spectators } from '../areas/arena/watch/spectators'
import { accountRoutes } from '../areas/identity/account/account.routes'
import { battleRoutes } from '../areas/arena/play/battle.routes'
import { createReplays } from '../areas/arena/replay/get-replay'
import { languageRoutes } from '../areas/judge/language/language.routes'
import { submissionRoutes } from '../areas/judge/judging/submission.routes'
import { ghostRoutes } from '../areas/arena/ghost/ghost.routes'
import { inviteRoutes } from '../areas/arena/invite/invite.routes'
import { matchRoutes } from '../areas/arena/matchmaking/match.routes'
import { roomRoutes } from '../areas/arena/room/room.routes'
import { statusRoutes } from '../areas/arena/status/status.routes'
import { problemRoutes } from '../areas/judge/problem/problem.routes'
import { watchRoutes } from '../areas/arena/watch/watch.routes'
import { rejudgeRoutes } from '../areas/judge/rejudge/rejudge.routes'

/** Every route of the features; `http/health.routes.ts` has those for whoever runs the platform. */
export function addRoutes(
  server: FastifyInstance,
  app: AppContext,
  { leaderboards, spectators }: { leaderboards: Leaderboards; spectators: Spectators },
): void {
  accountRoutes(server, app)
  problemRoutes(server, app)
  submissionRoutes(server, app)
  languageRoutes(server, app)
  rejudgeRoutes(server, app)
  matchRoutes(server, app)
  inviteRoutes(server, app)
  roomRoutes(server, app)
  ghostRoutes(server, app)
  battleRoutes(server, app, leaderboards, createReplays(app))
  watchRoutes(server, app, { leaderboards, spectators })
  statusRoutes(server, app)
}

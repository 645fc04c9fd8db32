import type { FastifyInstance } from 'fastify'
import type { AppContext } from './app-context'
import type { Leaderboards } from './features/battle/leaderboard'
import type { Spectators } from './features/watch/spectators'
import { accountRoutes } from './features/account/account.routes'
import { battleRoutes } from './features/battle/battle.routes'
import { createReplays } from './features/battle/get-replay'
import { languageRoutes } from './features/judging/language.routes'
import { submissionRoutes } from './features/judging/submission.routes'
import { ghostRoutes } from './features/match/ghost.routes'
import { inviteRoutes } from './features/match/invite.routes'
import { matchRoutes } from './features/match/match.routes'
import { roomRoutes } from './features/match/room.routes'
import { statusRoutes } from './features/match/status.routes'
import { problemRoutes } from './features/problem/problem.routes'
import { watchRoutes } from './features/watch/watch.routes'
import { rejudgeRoutes } from './features/rejudge/rejudge.routes'

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

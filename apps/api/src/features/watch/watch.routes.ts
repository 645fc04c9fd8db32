import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app-context'
import type { Leaderboards } from '../battle/leaderboard'
import { listLiveBattles } from './live-battles'
import type { Spectators } from './spectators'

export function watchRoutes(
  server: FastifyInstance,
  app: AppContext,
  given: { leaderboards: Leaderboards; spectators: Spectators },
): void {
  server.get('/v1/battles/live', () => listLiveBattles(app, given))
}

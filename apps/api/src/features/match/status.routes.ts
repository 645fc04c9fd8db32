import type { Status } from '@eduscale/contracts/arena'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app-context'

export function statusRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app

  server.get('/v1/status', async (): Promise<Status> => {
    const [execution, waitingPlayers, liveBattles] = await Promise.all([
      db.executionState.findUniqueOrThrow({ where: { id: 1 } }),
      db.ticket.count({ where: { state: 'open' } }),
      db.battle.count({ where: { state: { in: ['COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'] } } }),
    ])
    return {
      execution: {
        state: execution.state as Status['execution']['state'],
        since: execution.since.toISOString(),
        reason: execution.reason,
      },
      sandboxLevel: execution.sandboxLevel,
      languages: execution.languages as Status['languages'],
      waitingPlayers,
      liveBattles,
    }
  })

  server.get('/v1/languages', async () => {
    const { languages } = await db.executionState.findUniqueOrThrow({ where: { id: 1 }, select: { languages: true } })
    return { languages }
  })
}

import type { Status } from '@eduscale/contracts/arena'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app-context'
import { listWaiting, stepSchema } from '../../judge/face'

export function statusRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app

  server.get('/v1/status', async (): Promise<Status> => {
    const [execution, waitingPlayers, liveBattles, waiting, steps] = await Promise.all([
      db.executionState.findUniqueOrThrow({ where: { id: 1 } }),
      db.ticket.count({ where: { state: 'open' } }),
      db.battle.count({ where: { state: { in: ['COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'] } } }),
      listWaiting(db),
      db.runner.groupBy({
        by: ['speedStep'],
        where: { lostAt: null },
        orderBy: { speedStep: 'asc' },
        _count: true,
        _sum: { slots: true, busySlots: true },
      }),
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
      capacity: {
        runners: sum(steps.map(({ _count }) => _count)),
        slots: sum(steps.map(({ _sum }) => _sum.slots ?? 0)),
        busySlots: sum(steps.map(({ _sum }) => _sum.busySlots ?? 0)),
        speedSteps: steps.map(({ speedStep, _sum }) => ({ step: stepSchema.parse(speedStep), slots: _sum.slots ?? 0 })),
        waiting: waiting.map(({ kind, count }) => ({ kind, count })),
      },
    }
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

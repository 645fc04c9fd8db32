import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { describeExecution, listCapacity, listWaiting } from '../../judge/face'
import { countWaitingPlayers } from '../matchmaking/ticket.queries'
import { countUnderWay } from './count-battles.queries'

export function statusRoutes(http: RouteRegistry, { db }: AppContext): void {
  http.serve('getStatus', async () => {
    const [{ execution, sandboxLevel, languages }, waitingPlayers, liveBattles, waiting, steps] = await Promise.all([
      describeExecution(db),
      countWaitingPlayers(db),
      countUnderWay(db),
      listWaiting(db),
      listCapacity(db),
    ])
    return {
      execution,
      sandboxLevel,
      languages,
      waitingPlayers,
      liveBattles,
      capacity: {
        runners: sum(steps.map(({ runners }) => runners)),
        slots: sum(steps.map(({ slots }) => slots)),
        busySlots: sum(steps.map(({ busySlots }) => busySlots)),
        speedSteps: steps.map(({ step, slots }) => ({ step, slots })),
        waiting: waiting.map(({ kind, count }) => ({ kind, count })),
      },
    }
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

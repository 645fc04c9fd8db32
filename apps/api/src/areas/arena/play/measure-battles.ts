import type { AppContext } from '../../../app-context'

const liveStates = ['LOBBY', 'READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'] as const

export async function measureBattles({ db, metrics }: AppContext): Promise<void> {
  const battles = await db.battle.groupBy({ by: ['state'], where: { state: { in: [...liveStates] } }, _count: true })
  for (const state of liveStates) {
    metrics.activeBattles.set({ state }, battles.find((row) => row.state === state)?._count ?? 0)
  }
}

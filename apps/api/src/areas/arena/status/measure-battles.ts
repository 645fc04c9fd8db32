import { statesOf } from '@eduscale/rules/battle-states'
import type { AppContext } from '../../../app/app-context'
import { countOpenByState } from './count-battles.queries'

export async function measureBattles({ db, metrics }: AppContext): Promise<void> {
  const counts = await countOpenByState(db)
  for (const state of statesOf.open) metrics.activeBattles.set({ state }, counts.get(state) ?? 0)
}

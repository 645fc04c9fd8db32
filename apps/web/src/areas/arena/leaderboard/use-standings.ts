import type { BattleView, Standing } from '@eduscale/contracts/battle'
import { listStandings } from '@eduscale/rules/battle-view'
import { useMemo } from 'react'

/** Where everybody stands now; after the end, as the server has stated it. */
export function useStandings(view: BattleView): readonly Standing[] {
  const { rules, players } = view
  const final = view.result?.standings
  return useMemo(() => (final && final.length > 0 ? final : listStandings({ rules, players })), [final, players, rules])
}

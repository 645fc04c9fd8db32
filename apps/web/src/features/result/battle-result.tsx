'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'

export function BattleResult({ view }: { view: BattleView; room: BattleRoom; myId: string }) {
  return <p>{view.result?.kind}</p>
}

import type { BattleView } from '@eduscale/contracts/battle'
import type { Cursor } from '@eduscale/contracts/typing'
import type { ErrorBody } from '@eduscale/contracts/errors'
import type { ConnectionStatus } from './battle-room'

export interface WatchState {
  status: ConnectionStatus
  /** Null until the first answer. */
  view: BattleView | null
  delayMs: number
  spectators: number
  /** Both players allow it, or the battle is over. */
  isCodeShown: boolean
  /** Where each player who has typed is in their document, code or not. */
  carets: Readonly<Record<string, Cursor>>
  /** The players aren't at the start line yet; it is asked again by itself. */
  isTooEarly: boolean
  /** Why it can't be watched; final, except when one becomes somebody else. */
  refused: ErrorBody | null
}

export const initialWatchState: WatchState = {
  status: 'connecting',
  view: null,
  delayMs: 0,
  spectators: 0,
  isCodeShown: false,
  carets: {},
  isTooEarly: false,
  refused: null,
}

import type { BattleRoomState } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'
import type { ErrorBody } from '@eduscale/contracts/errors'
import type { Eph } from '@eduscale/contracts/room'
import type { Verdict } from '@eduscale/contracts/verdict'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'

/** What is known of a player only while it happens. */
export interface LivePlayer {
  cursor: { n: number; line: number; lines: number } | null
  progress: { n: number; submissionId: string; passed: number; done: number; total: number; verdict: Verdict | null } | null
}

export interface BattleState {
  battleId: string | null
  view: BattleView | null
  head: number
  present: readonly string[]
  refused: ErrorBody | null
  live: Record<string, LivePlayer>
}

declare module '../../../app-services/store/store' {
  interface AppState {
    battle: BattleState
  }
}

const initialState: BattleState = { battleId: null, view: null, head: 0, present: [], refused: null, live: {} }

export const battleSlice = createSlice({
  name: 'battle',
  initialState,
  reducers: {
    battleEntered: (state, { payload }: PayloadAction<string>) =>
      state.battleId === payload ? state : { ...initialState, battleId: payload },
    battleLeft: () => initialState,
    roomChanged: (state, { payload }: PayloadAction<{ battleId: string; room: BattleRoomState }>) => {
      if (state.battleId !== payload.battleId) return state
      const { view, head, present, refused } = payload.room
      return { ...state, view, head, present, refused }
    },
    ephemeralsReceived: (state, { payload }: PayloadAction<readonly Eph[]>) => {
      for (const frame of payload) {
        if (frame.b !== state.battleId) continue
        const player = (state.live[frame.from] ??= { cursor: null, progress: null })
        // Old frames are left out by the room already.
        if (frame.t === 'cursor') player.cursor = { n: frame.n, ...frame.d }
        if (frame.t === 'progress' && isNewer(frame, player.progress)) player.progress = { n: frame.n, ...frame.d }
      }
    },
  },
})

export const { battleEntered, battleLeft, roomChanged, ephemeralsReceived } = battleSlice.actions

/** Senders of progress are api nodes, whose counters may differ: within one submission more tests done is newer. */
function isNewer(frame: Extract<Eph, { t: 'progress' }>, known: LivePlayer['progress']): boolean {
  if (!known || known.submissionId !== frame.d.submissionId) return true
  return frame.d.done >= known.done
}

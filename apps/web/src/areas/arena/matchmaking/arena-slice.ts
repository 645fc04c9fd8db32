import type { Ticket } from '@eduscale/contracts/arena'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import { becameUser, becameVisitor } from '../../../app-services/identity/identity-slice'

export interface ArenaState {
  /** One's open ticket; the queue goes on while one reads or practises elsewhere. */
  ticket: Ticket | null
}

declare module '../../../app-services/store/store' {
  interface AppState {
    arena: ArenaState
  }
}

const initialState: ArenaState = { ticket: null }

export const arenaSlice = createSlice({
  name: 'arena',
  initialState,
  reducers: {
    ticketChanged: (state, { payload }: PayloadAction<Ticket | null>) => {
      state.ticket = payload
    },
  },
  // A ticket is somebody's: whoever one becomes has none yet.
  extraReducers: (builder) => {
    builder.addCase(becameUser, () => initialState)
    builder.addCase(becameVisitor, () => initialState)
  },
})

export const { ticketChanged } = arenaSlice.actions

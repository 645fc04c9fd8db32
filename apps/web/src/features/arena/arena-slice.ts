import type { Ticket } from '@eduscale/contracts/arena'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'

export interface ArenaState {
  /** One's open ticket; the queue goes on while one reads or practises elsewhere. */
  ticket: Ticket | null
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
})

export const { ticketChanged } = arenaSlice.actions

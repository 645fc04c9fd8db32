import type { ConnectionStatus } from '@eduscale/client/battle-room'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'

export interface ConnectionState {
  status: ConnectionStatus | 'closed'
  /** The api node in use or being tried. */
  url: string
  /** What the browser itself says. */
  isBrowserOnline: boolean
}

declare module '../store/store' {
  interface AppState {
    connection: ConnectionState
  }
}

const initialState: ConnectionState = { status: 'closed', url: '', isBrowserOnline: true }

export const connectionSlice = createSlice({
  name: 'connection',
  initialState,
  reducers: {
    connectionChanged: (state, { payload }: PayloadAction<{ status: ConnectionState['status']; url: string }>) => {
      state.status = payload.status
      state.url = payload.url
    },
    browserOnlineChanged: (state, { payload }: PayloadAction<boolean>) => {
      state.isBrowserOnline = payload
    },
  },
})

export const { connectionChanged, browserOnlineChanged } = connectionSlice.actions

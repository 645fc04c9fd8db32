import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { DraftStatus } from './draft-keeper'

declare module '../../app-services/store/store' {
  interface AppState {
    drafts: { status: DraftStatus }
  }
}

const initialState: { status: DraftStatus } = { status: 'saved' }

/** Apart from the workspace: it changes while one types, and only its label may render then. */
export const draftsSlice = createSlice({
  name: 'drafts',
  initialState,
  reducers: {
    draftStatusChanged: (state, { payload }: PayloadAction<DraftStatus>) => {
      state.status = payload
    },
  },
})

export const { draftStatusChanged } = draftsSlice.actions

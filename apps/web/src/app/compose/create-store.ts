import { combineReducers, configureStore, type Reducer } from '@reduxjs/toolkit'
import { identitySlice } from '../../app-services/identity/identity-slice'
import { connectionSlice } from '../../app-services/realtime/connection-slice'
import { preferencesSlice } from '../../app-services/preferences/preferences-slice'
import { battleSlice } from '../../areas/arena/battle/battle-slice'
import { runsSlice } from '../../app-services/runs/runs-slice'
import { arenaSlice } from '../../areas/arena/matchmaking/arena-slice'
import { draftsSlice } from '../../workbench/drafts/drafts-slice'
import { toastsSlice } from '../../app-services/toasts/toasts-slice'
import type { AppState, AppStore } from '../../app-services/store/store'

const reducers = {
  identity: identitySlice.reducer,
  connection: connectionSlice.reducer,
  preferences: preferencesSlice.reducer,
  battle: battleSlice.reducer,
  runs: runsSlice.reducer,
  arena: arenaSlice.reducer,
  drafts: draftsSlice.reducer,
  toasts: toastsSlice.reducer,
} satisfies { [Part in keyof AppState]: Reducer<AppState[Part]> }

/** One for each page that is open. */
export function createStore(): AppStore {
  return configureStore({ reducer: combineReducers(reducers), devTools: false })
}

import { combineReducers, configureStore } from '@reduxjs/toolkit'
import { useDispatch, useSelector } from 'react-redux'
import { arenaSlice } from '../../areas/arena/matchmaking/arena-slice'
import { battleSlice } from '../../areas/arena/battle/battle-slice'
import { draftsSlice } from '../../workbench/drafts/drafts-slice'
import { identitySlice } from '../identity/identity-slice'
import { preferencesSlice } from '../preferences/preferences-slice'
import { runsSlice } from '../runs/runs-slice'
import { toastsSlice } from '../toasts/toasts-slice'
import { connectionSlice } from '../realtime/connection-slice'

const reducer = combineReducers({
  identity: identitySlice.reducer,
  connection: connectionSlice.reducer,
  preferences: preferencesSlice.reducer,
  battle: battleSlice.reducer,
  runs: runsSlice.reducer,
  arena: arenaSlice.reducer,
  drafts: draftsSlice.reducer,
  toasts: toastsSlice.reducer,
})

export function createStore() {
  return configureStore({ reducer, devTools: false })
}

export type AppStore = ReturnType<typeof createStore>
export type RootState = ReturnType<typeof reducer>

export const useAppSelector = useSelector.withTypes<RootState>()
export const useAppDispatch = useDispatch.withTypes<AppStore['dispatch']>()

import type { EnhancedStore } from '@reduxjs/toolkit'
import { useDispatch, useSelector } from 'react-redux'

/** What the store holds. Each slice declares its part where it is written, and app/compose/create-store.ts puts them together. */
export interface AppState {}

export type AppStore = EnhancedStore<AppState>

export const useAppSelector = useSelector.withTypes<AppState>()
export const useAppDispatch = useDispatch.withTypes<AppStore['dispatch']>()

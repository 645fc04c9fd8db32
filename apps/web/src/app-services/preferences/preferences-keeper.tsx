'use client'

import { useEffect } from 'react'
import { useServices } from '../../app-services/context/use-services'
import { tabStorage } from '../storage/tab-storage'
import { useAppSelector } from '../store/store'
import { parsePreferences, preferencesChanged, preferencesKey } from './preferences-slice'

/** Restores the preferences once, keeps them, and applies the theme. */
export function PreferencesKeeper() {
  const { store } = useServices()
  const theme = useAppSelector((state) => state.preferences.theme)

  useEffect(() => {
    const storage = tabStorage('local')
    store.dispatch(preferencesChanged(parsePreferences(storage.getItem(preferencesKey))))
    let kept = store.getState().preferences
    return store.subscribe(() => {
      const current = store.getState().preferences
      if (current === kept) return
      kept = current
      storage.setItem(preferencesKey, JSON.stringify(current))
    })
  }, [store])

  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      // The inline script has set it before the first paint; the stored choice arrives in the store a moment later.
      const choice = store.getState().preferences.theme
      document.documentElement.dataset.theme = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice
    }
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [store, theme])

  return null
}

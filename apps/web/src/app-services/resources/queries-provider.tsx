'use client'

import { setupListeners } from '@reduxjs/toolkit/query'
import { useEffect, useState, type ReactNode } from 'react'
import { Provider } from 'react-redux'
import { useServices } from '../context/use-services'
import { createQueriesStore, QueriesContext } from './queries'

/** Around pages that read by `queries`. */
export function QueriesProvider({ children }: { children: ReactNode }) {
  const { api } = useServices()
  const [store] = useState(() => createQueriesStore(api))
  useEffect(() => setupListeners(store.dispatch), [store])
  return (
    <Provider store={store} context={QueriesContext}>
      {children}
    </Provider>
  )
}

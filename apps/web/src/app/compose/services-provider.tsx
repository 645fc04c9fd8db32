'use client'

import { useEffect, useState, type ReactNode } from 'react'
import { Provider } from 'react-redux'
import { resolveApiUrls } from '../../app-services/api/api-urls'
import { ServicesContext } from '../../app-services/context/use-services'
import { createServices, startServices } from './create-services'

export function ServicesProvider({ apiUrls, children }: { apiUrls: readonly string[]; children: ReactNode }) {
  const [services] = useState(() =>
    createServices(
      resolveApiUrls(apiUrls, typeof location === 'undefined' ? { protocol: 'http:', hostname: 'localhost' } : location),
    ),
  )
  useEffect(() => {
    const abort = new AbortController()
    startServices(services, abort.signal)
    return () => abort.abort()
  }, [services])
  return (
    <ServicesContext value={services}>
      <Provider store={services.store}>{children}</Provider>
    </ServicesContext>
  )
}

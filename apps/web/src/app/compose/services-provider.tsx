'use client'

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { Provider } from 'react-redux'
import { resolveApiUrls } from '../../app-services/api/api-urls'
import { createServices, startServices, type Services } from './create-services'

const ServicesContext = createContext<Services | null>(null)

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

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('useServices needs a ServicesProvider above it')
  return services
}

'use client'

import { addresses, pathOf } from '@eduscale/contracts/routes/addresses'
import type { ReactNode } from 'react'
import { useServices } from '../../services/services-provider'

/** To the same as an OpenAPI document, which an api node serves. */
export function DocumentLink({ children }: { children: ReactNode }) {
  const { apiUrl } = useServices()
  return <a href={apiUrl + pathOf(addresses.getOpenApi)}>{children}</a>
}

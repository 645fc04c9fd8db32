'use client'

import { pathOf } from '@eduscale/contracts/routes/address'
import { getOpenApi } from '@eduscale/contracts/routes/platform-addresses'
import type { ReactNode } from 'react'
import { useServices } from '../../app-services/context/use-services'

/** To the same as an OpenAPI document, which an api node serves. */
export function DocumentLink({ children }: { children: ReactNode }) {
  const { apiUrl } = useServices()
  return <a href={apiUrl + pathOf(getOpenApi)}>{children}</a>
}

import type { TokenSource } from '@eduscale/client/token-source'
import type { Notice } from '@eduscale/contracts/room'
import { createContext, useContext } from 'react'
import type { EduscaleApi } from '../api/eduscale-api'
import type { IdentityActions } from '../identity/identity-actions'
import type { LiveConnection } from '../realtime/live-connection'
import type { AppStore } from '../store/store'

export interface Services {
  store: AppStore
  api: EduscaleApi
  live: LiveConnection
  identity: IdentityActions
  /** Of whoever this tab is, for a connection of another kind. */
  tokens: Required<TokenSource>
  /** The api nodes, for a connection of another kind. */
  apiUrls: readonly string[]
  /** Where pictures of statements are. */
  apiUrl: string
  /** Notices of the server, to whoever listens now. */
  onNotice: (listener: (notice: Notice) => void) => () => void
}

export const ServicesContext = createContext<Services | null>(null)

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('useServices needs a ServicesProvider above it')
  return services
}

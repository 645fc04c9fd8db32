import type { ReactNode } from 'react'
import { QueriesProvider } from '../../../../app-services/resources/queries-provider'

/** Pages that read by queries. The landing, and where one signs in, do without, and are lighter for it. */
export default function ReadsLayout({ children }: { children: ReactNode }) {
  return <QueriesProvider>{children}</QueriesProvider>
}

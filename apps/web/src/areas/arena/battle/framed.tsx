import type { ReactNode } from 'react'
import { SiteHeader } from '../../../shell/site-header'

/** Before and after a battle the site's header is there; while it runs, the race takes its place. */
export function Framed({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      <main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        {children}
      </main>
    </>
  )
}

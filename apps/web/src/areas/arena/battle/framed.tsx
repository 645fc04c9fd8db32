import { use, type ReactNode } from 'react'
import { FrameHeader } from '../../../app-services/context/frame-header'

/** Before and after a battle the site's header is there; while it runs, the race takes its place. */
export function Framed({ children }: { children: ReactNode }) {
  return (
    <>
      {use(FrameHeader)}
      <main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        {children}
      </main>
    </>
  )
}

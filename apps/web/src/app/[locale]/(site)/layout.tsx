import type { ReactNode } from 'react'
import { PageNotices } from '../../../areas/identity/notices/page-notices'
import { LeavingGate } from '../../../areas/identity/leaving/leaving-gate'
import { SiteHeader } from '../../../shell/site-header'
import styles from './layout.module.css'

export default function SiteLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      <PageNotices />
      <main id="content" className={styles.main} tabIndex={-1}>
        <LeavingGate>{children}</LeavingGate>
      </main>
    </>
  )
}

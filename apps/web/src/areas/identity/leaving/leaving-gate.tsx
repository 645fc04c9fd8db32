'use client'

import type { ReactNode } from 'react'
import { useAppSelector } from '../../../app-services/store/store'
import { usePathname } from '../../../i18n/navigation'
import { loadLater } from '../../../ui/load-later'

const LeavingPage = loadLater(() => import('./leaving-page').then((module) => module.LeavingPage))

/** In the place of the site's pages, whichever way somebody came in who is about to be deleted. What becomes of their data they may read. */
export function LeavingGate({ children }: { children: ReactNode }) {
  const deletesAt = useAppSelector(({ identity }) => identity.deletesAt)
  const name = useAppSelector(({ identity }) => identity.user?.name ?? '')
  const isExplained = usePathname() === '/privacy'
  return deletesAt === null || isExplained ? children : <LeavingPage name={name} deletesAt={deletesAt} />
}

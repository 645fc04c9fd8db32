'use client'

import { useAppSelector } from '../../../app-services/store/store'
import { loadLater } from '../../../ui/load-later'
import { InsecureNotice } from './insecure-notice'

const TheftNotice = loadLater(() => import('./theft-notice').then((module) => module.TheftNotice), { notice: 'none' })

/** Under the header of every page but a battle's, which nobody should be kept from. */
export function PageNotices() {
  const isStolen = useAppSelector((state) => state.identity.theft !== null)
  return (
    <>
      {isStolen && <TheftNotice />}
      <InsecureNotice />
    </>
  )
}

'use client'

import { loadLater } from '../../ui/load-later'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAppSelector } from '../../app-services/store/store'
import { PreferencesKeeper } from '../../app-services/preferences/preferences-keeper'
import { FrameHeader } from '../../app-services/context/frame-header'
import styles from './app-shell.module.css'

const MatchCaller = loadLater(() => import('../../areas/arena/matchmaking/match-caller').then((module) => module.MatchCaller), {
  notice: 'none',
})

const BanNotice = loadLater(() => import('../../areas/identity/account/ban-notice').then((module) => module.BanNotice), {
  notice: 'none',
})

/** Where a page has it from its first moment on, its route gives it. */
const SiteHeader = loadLater(() => import('../../shell/site-header').then((module) => module.SiteHeader), {
  loading: () => <div className={styles.header} />,
})
const header = <SiteHeader />

/** What every page has around it, whether it shows the site's header or not. */
export function AppShell({ children }: { children: ReactNode }) {
  const t = useTranslations('site')
  const isSomebody = useAppSelector((state) => state.identity.slot !== null)
  const isBanned = useAppSelector((state) => state.identity.ban !== null)
  return (
    <>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      <PreferencesKeeper />
      {isSomebody && <MatchCaller />}
      {isBanned && <BanNotice />}
      <FrameHeader value={header}>{children}</FrameHeader>
    </>
  )
}

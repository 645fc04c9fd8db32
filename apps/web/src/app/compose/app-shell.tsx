'use client'

import { loadLater } from '../../ui/load-later'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAppSelector } from '../../app-services/store/store'
import { PreferencesKeeper } from '../../app-services/preferences/preferences-keeper'
import styles from './app-shell.module.css'

const MatchCaller = loadLater(() => import('../../areas/arena/matchmaking/match-caller').then((module) => module.MatchCaller), {
  notice: 'none',
})

/** What every page has around it, whether it shows the site's header or not. */
export function AppShell({ children }: { children: ReactNode }) {
  const t = useTranslations('site')
  const isSomebody = useAppSelector((state) => state.identity.token !== null)
  return (
    <>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      <PreferencesKeeper />
      {isSomebody && <MatchCaller />}
      {children}
    </>
  )
}

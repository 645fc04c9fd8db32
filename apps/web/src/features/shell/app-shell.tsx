'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { MatchCaller } from '../arena/match-caller'
import { PreferencesKeeper } from '../preferences/preferences-keeper'
import { Toasts } from '../toasts/toasts'
import styles from './app-shell.module.css'
import { ConnectionBanner } from './connection-banner'

/** What every page has around it, whether it shows the site's header or not. */
export function AppShell({ children }: { children: ReactNode }) {
  const t = useTranslations('site')
  return (
    <>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      <PreferencesKeeper />
      <MatchCaller />
      <ConnectionBanner />
      {children}
      <Toasts />
    </>
  )
}

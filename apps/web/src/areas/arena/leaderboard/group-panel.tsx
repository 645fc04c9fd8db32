'use client'

import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import styles from './group-panel.module.css'
import { Leaderboard } from './leaderboard'
import { useStandings } from './use-standings'

/** The leaderboard beside the workspace, where there is room; elsewhere the strip opens it. */
export function GroupPanel({ view, myId }: { view: BattleView; myId: string }) {
  const t = useTranslations('group')
  const standings = useStandings(view)
  return (
    <aside className={styles.panel} aria-labelledby="leaderboard">
      <header className={styles.head}>
        <h2 id="leaderboard">{t('leaderboard')}</h2>
        <p>{t(view.rules.scoring === 'points' ? 'points-lead' : view.rules.scoring)}</p>
      </header>
      <Leaderboard view={view} standings={standings} myId={myId} />
    </aside>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { LinkButton } from '../../../ui/button'
import styles from './active-battle.module.css'
import { useAwayBattle } from './use-away-battle'

/** In the arena: that one is in a battle, and what it costs to be here. */
export function ActiveBattle({ battleId }: { battleId: string }) {
  const t = useTranslations('arena')
  const site = useTranslations('site')
  const { standing, time } = useAwayBattle(battleId)
  return (
    <section className={styles.active} aria-labelledby="your-battle">
      <div>
        <h2 id="your-battle">{t('yourBattle')}</h2>
        <p>{standing === null || standing === 'over' ? '\u00a0' : t(`away.${standing}`, { time: time ?? '1:00' })}</p>
      </div>
      <LinkButton look="primary" size="large" href={`/battle/${battleId}`}>
        {site('backToBattle')}
      </LinkButton>
    </section>
  )
}

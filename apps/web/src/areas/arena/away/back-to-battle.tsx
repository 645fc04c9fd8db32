'use client'

import { useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation'
import { useAwayBattle } from './use-away-battle'
import styles from './back-to-battle.module.css'

/** The way back to one's battle, with what is left of the time to take it. */
export function BackToBattle({ battleId }: { battleId: string }) {
  const t = useTranslations('site')
  const { time } = useAwayBattle(battleId)
  return (
    <Link className={`numerals ${styles.back}`} href={`/battle/${battleId}`} data-testid="back-to-battle">
      {time === null ? t('backToBattle') : t('backToBattleIn', { time })}
    </Link>
  )
}

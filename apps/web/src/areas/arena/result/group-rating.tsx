import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useDecimal } from '../../../i18n/use-decimal'
import result from './battle-result.module.css'
import styles from './rating-change.module.css'

interface GroupRatingProps {
  result: BattleView['result']
  myId: string
  isRanked: boolean
}

/** What a battle of many did to one's group rating, and how that is computed. */
export function GroupRating({ result: outcome, myId, isRanked }: GroupRatingProps) {
  const t = useTranslations('result')
  const decimal = useDecimal(2)
  const mine = outcome?.ratings.find((entry) => entry.userId === myId)
  if (!mine) return isRanked ? null : <p className={styles.unrated}>{t('unrated')}</p>
  const step = Math.round(mine.after) - Math.round(mine.before)
  const mu = (rating: number) => decimal(25 + (rating - 1500) / 60)
  return (
    <section className={result.section} aria-labelledby="rating">
      <h2 id="rating">{t('groupRating')}</h2>
      <p className={styles.change} data-side="you">
        <span className={`numerals ${styles.step}`} data-testid="rating-you">
          {step >= 0 ? `+${step}` : `−${-step}`}
        </span>
        <span className={styles.range}>
          {t('ratingChange', { before: String(Math.round(mine.before)), after: String(Math.round(mine.after)) })}
        </span>
      </p>
      <details className={styles.formula}>
        <summary>{t('formula')}</summary>
        <p>
          {t('groupFormula', {
            muBefore: mu(mine.before),
            muAfter: mu(mine.after),
            deviationBefore: String(Math.round(mine.deviationBefore)),
            deviationAfter: String(Math.round(mine.deviationAfter)),
          })}
        </p>
      </details>
    </section>
  )
}

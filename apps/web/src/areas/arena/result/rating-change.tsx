import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useDecimal } from '../../../i18n/use-decimal'
import { expectedScore } from './expected-score'
import result from './battle-result.module.css'
import styles from './rating-change.module.css'

interface RatingChangeProps {
  me: BattlePlayerView
  rival: BattlePlayerView
  result: NonNullable<BattleView['result']>
  isRanked: boolean
  /** Whether `me` is whoever looks: the formula is put into words for them. */
  isMine: boolean
}

export function RatingChange({ me, rival, result: outcome, isRanked, isMine }: RatingChangeProps) {
  const t = useTranslations('result')
  const decimal = useDecimal(2)
  const mine = outcome.ratings.find((entry) => entry.userId === me.user.id)
  const theirs = outcome.ratings.find((entry) => entry.userId === rival.user.id)
  if (!mine || !theirs) return isRanked ? null : <p className={styles.unrated}>{t('unrated')}</p>
  const score = outcome.winnerId === null ? 0.5 : outcome.winnerId === me.user.id ? 1 : 0
  const expected = expectedScore(
    { rating: mine.before, deviation: mine.deviationBefore },
    { rating: theirs.before, deviation: theirs.deviationBefore },
  )
  return (
    <section className={result.section} aria-labelledby="rating">
      <h2 id="rating">{t('rating')}</h2>
      <div className={styles.changes}>
        <Change name={me.user.name} side="you" before={mine.before} after={mine.after} />
        <Change name={rival.user.name} side="rival" before={theirs.before} after={theirs.after} />
      </div>
      {isMine && (
        <details className={styles.formula}>
          <summary>{t('formula')}</summary>
          <p>
            {t('formulaText', {
              opponentRating: String(Math.round(theirs.before)),
              opponentDeviation: String(Math.round(theirs.deviationBefore)),
              expected: decimal(expected),
              score: String(score),
              deviationBefore: String(Math.round(mine.deviationBefore)),
              deviationAfter: String(Math.round(mine.deviationAfter)),
            })}
          </p>
        </details>
      )}
    </section>
  )
}

function Change({ name, side, before, after }: { name: string; side: 'you' | 'rival'; before: number; after: number }) {
  const t = useTranslations('result')
  const step = Math.round(after) - Math.round(before)
  return (
    <p className={styles.change} data-side={side}>
      <span className={styles.name}>{name}</span>
      <span className={`numerals ${styles.step}`} data-testid={`rating-${side}`}>
        {step === 0 ? '±0' : step > 0 ? `+${step}` : `−${-step}`}
      </span>
      <span className={styles.range}>
        {t('ratingChange', { before: String(Math.round(before)), after: String(Math.round(after)) })}
      </span>
    </p>
  )
}

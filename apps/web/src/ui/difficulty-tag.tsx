import type { Difficulty } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import styles from './difficulty-tag.module.css'

const bars = { easy: 1, medium: 2, hard: 3 } as const

/** One, two or three bars and the word: difficulty never hangs on colour. */
export function DifficultyTag({ difficulty }: { difficulty: Difficulty }) {
  const t = useTranslations('difficulty')
  return (
    <span className={styles.tag}>
      <span className={styles.bars} aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} data-on={bar <= bars[difficulty] || undefined} />
        ))}
      </span>
      {t(difficulty)}
    </span>
  )
}

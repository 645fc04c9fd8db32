import type { ReactNode } from 'react'
import styles from './badge.module.css'

export type BadgeTone = 'plain' | 'faint' | 'you' | 'rival' | 'pass' | 'fail'

/** How something stands, in a word: a piece of a lane before it, in the colour of what it means. */
export function Badge({ tone = 'plain', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  )
}

/** How many there are, on the corner of the icon that it belongs to; nothing where there is none. */
export function CountBadge({ count }: { count: number }) {
  return count > 0 && <span className={styles.count}>{count}</span>
}

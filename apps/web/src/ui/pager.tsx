'use client'

import { useTranslations } from 'next-intl'
import { Button } from './button'
import styles from './pager.module.css'

interface PagerProps {
  /** How many are shown. */
  count: number
  hasMore: boolean
  isLoading: boolean
  /** Why the last page couldn't be had, in the reader's words. */
  failure: string | null
  /** What more is called here. */
  moreLabel?: string
  onMore: () => void
}

/** Under a list that comes page by page: how much of it is here, and a button for more until that is all. */
export function Pager({ count, hasMore, isLoading, failure, moreLabel, onMore }: PagerProps) {
  const t = useTranslations('pager')
  return (
    <div className={styles.pager}>
      {hasMore && (
        <Button isBusy={isLoading} onClick={onMore}>
          {moreLabel ?? t('more')}
        </Button>
      )}
      <p className={styles.count} role="status">
        {isLoading ? t('loading') : t(hasMore ? 'some' : 'all', { count })}
      </p>
      {failure !== null && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
    </div>
  )
}

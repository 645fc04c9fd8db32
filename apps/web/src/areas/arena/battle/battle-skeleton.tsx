import { useTranslations } from 'next-intl'
import { Skeleton } from '../../../ui/skeleton'
import styles from './battle-skeleton.module.css'

/** Holds the battle's frame while the room is entered. */
export function BattleSkeleton() {
  const t = useTranslations('battle')
  return (
    <main id="content" tabIndex={-1} className={styles.frame} aria-busy="true">
      <h1 className="visually-hidden">{t('joining')}</h1>
      <div className={styles.bar}>
        <Skeleton height="1.25rem" />
        <Skeleton height="1.25rem" />
      </div>
      <div className={styles.panes}>
        <div className={styles.pane}>
          <Skeleton width="60%" height="2rem" />
          <Skeleton height="8rem" />
          <Skeleton height="5rem" />
        </div>
        <div className={styles.pane}>
          <Skeleton height="100%" />
        </div>
      </div>
    </main>
  )
}

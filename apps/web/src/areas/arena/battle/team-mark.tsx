import { useTranslations } from 'next-intl'
import styles from './team-mark.module.css'

/** A team by its number; the colour only helps the eye. */
export function TeamMark({ team, isLong = false }: { team: number; isLong?: boolean }) {
  const t = useTranslations('group')
  return (
    <span className={styles.team} data-team={team}>
      {isLong ? (
        t('team', { number: String(team) })
      ) : (
        <>
          <span aria-hidden="true">{team}</span>
          <span className="visually-hidden">{t('team', { number: String(team) })}</span>
        </>
      )}
    </span>
  )
}

import { useTranslations } from 'next-intl'
import { VerdictMark } from '../console/verdict-mark'
import timeline from './replay-timeline.module.css'
import styles from './replay-legend.module.css'

/** What the marks of the timeline are. */
export function ReplayLegend() {
  const t = useTranslations('replay')
  return (
    <ul className={styles.legend} aria-label={t('legend')} data-testid="replay-legend">
      <li>
        <VerdictMark verdict="AC" size={14} /> {t('marks')}
      </li>
      {(['passed', 'failed', 'open'] as const).map((outcome) => (
        <li key={outcome}>
          <i className={timeline.run} data-outcome={outcome} /> {t(`legendRun.${outcome}`)}
        </li>
      ))}
    </ul>
  )
}

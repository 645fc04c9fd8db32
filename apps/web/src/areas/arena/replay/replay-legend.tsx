import { useTranslations } from 'next-intl'
import { VerdictMark } from '../../../workbench/console/verdict-mark'
import timeline from './replay-timeline.module.css'
import styles from './replay-legend.module.css'
import type { ReplayLane } from './replay-timeline'

/** What the marks of the timeline are, as far as there are any that don't speak for themselves. */
export function ReplayLegend({ lanes }: { lanes: readonly ReplayLane[] }) {
  const t = useTranslations('replay')
  const hasRuns = lanes.some(({ runs }) => runs.length > 0)
  const signals = new Set(lanes.flatMap((lane) => lane.signals.map(({ kind }) => kind)))
  if (!hasRuns && signals.size === 0) return null
  return (
    <ul className={styles.legend} aria-label={t('legend')} data-testid="replay-legend">
      <li>
        <VerdictMark verdict="AC" size={14} /> {t('marks')}
      </li>
      {hasRuns &&
        (['passed', 'failed', 'open'] as const).map((outcome) => (
          <li key={outcome}>
            <i className={timeline.run} data-outcome={outcome} /> {t(`legendRun.${outcome}`)}
          </li>
        ))}
      {(['paste', 'burst', 'away', 'late'] as const).map(
        (kind) =>
          signals.has(kind) && (
            <li key={kind}>
              <i className={timeline.signal} data-kind={kind} /> {t(`legendSignal.${kind}`)}
            </li>
          ),
      )}
    </ul>
  )
}

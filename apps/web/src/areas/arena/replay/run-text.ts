import type { useTranslations } from 'next-intl'
import { formatClock } from '../../../ui/format-time'
import type { ReplayRun } from './replay-timeline'

/** An own input has nothing to compare with: its run neither passes nor fails. */
export function runOutcome({ on, verdict }: ReplayRun): 'passed' | 'failed' | 'open' {
  if (verdict === null || verdict === 'SKIPPED' || (on === 'own-input' && verdict === 'AC')) return 'open'
  return verdict === 'AC' ? 'passed' : 'failed'
}

export function runText(
  t: ReturnType<typeof useTranslations<'replay'>>,
  verdicts: ReturnType<typeof useTranslations<'verdict'>>,
  run: ReplayRun,
): string {
  const time = formatClock(run.atMs)
  const outcome = runOutcome(run)
  if (run.verdict === null || outcome === 'open') return t(run.on === 'samples' ? 'ranSamples' : 'ranInput', { time })
  return t(run.on === 'samples' ? 'ranSamplesTo' : 'ranInputTo', { time, verdict: verdicts(run.verdict) })
}

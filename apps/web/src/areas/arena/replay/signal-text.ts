import type { IntegritySignal } from '@eduscale/contracts/typing'
import type { useTranslations } from 'next-intl'
import { formatClock } from '../../../ui/format-time'

/** A signal in words that state, and don't accuse. */
export function signalText(t: ReturnType<typeof useTranslations<'replay'>>, signal: IntegritySignal): string {
  const time = formatClock(signal.atMs)
  switch (signal.kind) {
    case 'paste':
      return t('signal.paste', { count: signal.size, time })
    case 'burst':
      return t('signal.burst', { count: signal.size, time })
    case 'away':
      return t('signal.away', { duration: formatClock(signal.size), time })
    case 'late':
      return t('signal.late', { count: signal.size, time })
    default:
      return signal.kind satisfies never
  }
}

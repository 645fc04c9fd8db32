import type { BattleView, Standing } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { formatClock, formatPrecise } from '../../../ui/format-time'
import { pointsText } from './points-text'

interface ScoreTextProps {
  standing: Pick<Standing, 'points' | 'bytes' | 'solvedAt'>
  scoring: BattleView['rules']['scoring']
  startsAt: number
  isPrecise?: boolean
}

/** What the place hangs on: the time of the solution, points, or bytes. */
export function ScoreText({ standing, scoring, startsAt, isPrecise = false }: ScoreTextProps) {
  const t = useTranslations('group')
  const format = isPrecise ? formatPrecise : formatClock
  const time = standing.solvedAt === null ? null : format(Date.parse(standing.solvedAt) - startsAt)
  switch (scoring) {
    case 'points':
      return <span className="numerals">{t('points', { points: pointsText(standing.points) })}</span>
    case 'fewest-bytes':
      return <span className="numerals">{standing.bytes === null ? '–' : t('bytes', { count: standing.bytes })}</span>
    case 'first-solve':
      return <span className="numerals">{time ?? '–'}</span>
    default:
      return scoring satisfies never
  }
}

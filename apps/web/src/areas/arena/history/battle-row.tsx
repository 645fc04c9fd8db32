'use client'

import type { BattleSummary } from '@eduscale/contracts/battle'
import { useLocale, useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation'
import { Badge, type BadgeTone } from '../../../ui/badge'
import { formatClock } from '../../../ui/format-time'
import styles from './battle-history.module.css'

const namesShown = 3

const tones: Readonly<Record<BattleSummary['outcome'], BadgeTone>> = {
  won: 'you',
  lost: 'rival',
  draw: 'plain',
  open: 'pass',
  aborted: 'plain',
  voided: 'plain',
}

export function BattleRow({ battle }: { battle: BattleSummary }) {
  const t = useTranslations('history')
  const result = useTranslations('result')
  const room = useTranslations('room')
  const locale = useLocale()
  const shown = battle.opponents
    .slice(0, namesShown)
    .map(({ name, kind }) => (kind === 'ghost' ? result('ghostOf', { name }) : name))
  const others = battle.opponents.length - shown.length
  const names = new Intl.ListFormat(locale).format(others > 0 ? [...shown, t('others', { count: others })] : shown)
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(battle.createdAt))
  const step =
    battle.ratingBefore === null || battle.ratingAfter === null
      ? null
      : Math.round(battle.ratingAfter) - Math.round(battle.ratingBefore)
  const isFinished = battle.outcome === 'won' || battle.outcome === 'lost' || battle.outcome === 'draw'
  return (
    <li className={styles.row} data-outcome={battle.outcome} data-testid="battle-row">
      <Badge tone={tones[battle.outcome]}>
        {t(battle.outcome)}
        {battle.place !== null && <span className={styles.place}>{t('place', { place: battle.place })}</span>}
      </Badge>
      <span className={styles.main}>
        <strong>{battle.problem?.title ?? (names ? t('against', { names }) : t('alone'))}</strong>
        <span className={styles.facts}>
          {battle.problem && <span>{names ? t('against', { names }) : t('alone')}</span>}
          {battle.format !== 'duel' && <span>{room(`formats.${battle.format}`)}</span>}
          <time dateTime={battle.createdAt}>{when}</time>
          {battle.startsAt && battle.endedAt && (
            <span className="numerals">{formatClock(Date.parse(battle.endedAt) - Date.parse(battle.startsAt))}</span>
          )}
        </span>
      </span>
      <span className={`numerals ${styles.step}`}>{step !== null && (step >= 0 ? `+${step}` : `−${-step}`)}</span>
      <span className={styles.links}>
        <Link href={`/battle/${battle.id}`}>{battle.outcome === 'open' ? t('enter') : t('result')}</Link>
        {isFinished && <Link href={`/battle/${battle.id}/replay`}>{t('replay')}</Link>}
      </span>
    </li>
  )
}

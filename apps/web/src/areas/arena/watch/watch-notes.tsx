import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { formatCountdown } from '../../../ui/format-time'
import { isDuel } from '../battle/sides'
import styles from './watch-stage.module.css'

/** What stops or threatens the battle, at the moment that is shown. Of many, the leaderboard says who is away. */
export function WatchNotes({ view, lateNow }: { view: BattleView; lateNow: number }) {
  const t = useTranslations('watch')
  const battle = useTranslations('battle')
  const players = isDuel(view) ? view.players : []
  return (
    <div className={styles.notes}>
      {view.state === 'SUSPENDED' && (
        <p className={styles.note} role="status">
          {t('suspended')}
        </p>
      )}
      {view.state === 'JUDGING' && (
        <p className={styles.note} role="status" data-testid="watch-judging">
          {battle('judgingBanner')}
        </p>
      )}
      {players.map(
        ({ user, offersDraw }) =>
          offersDraw && (
            <p className={styles.note} role="status" key={user.id}>
              {battle('offersDraw', { name: user.name })}
            </p>
          ),
      )}
      {players.map(
        ({ user, forfeitAt }) =>
          forfeitAt !== null && (
            <p className={styles.note} key={user.id} data-testid="watch-gone">
              {battle('gone', {
                name: user.name,
                time: lateNow === 0 ? '–:––' : formatCountdown(Date.parse(forfeitAt) - lateNow),
              })}
            </p>
          ),
      )}
    </div>
  )
}

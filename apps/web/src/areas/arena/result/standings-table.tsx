import type { BattleView, Standing } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { ScrollArea } from '../../../ui/scroll-box'
import { ScoreText } from '../battle/score-text'
import { TeamMark } from '../battle/team-mark'
import result from './battle-result.module.css'
import styles from './standings-table.module.css'

/** The final leaderboard. */
export function StandingsTable({
  view,
  standings,
  myId,
}: {
  view: BattleView
  standings: readonly Standing[]
  myId: string | null
}) {
  const t = useTranslations('result')
  const group = useTranslations('group')
  const startsAt = Date.parse(view.startsAt ?? view.createdAt)
  const { ratings } = view.result ?? { ratings: [] }
  return (
    <section className={result.section} aria-labelledby="standings">
      <h2 id="standings">{t('standings')}</h2>
      <ScrollArea className={styles.scroll} label={t('standings')}>
        <table className={styles.table} data-testid="standings">
          <thead>
            <tr>
              <th scope="col">{group('place')}</th>
              <th scope="col">{t('player')}</th>
              <th scope="col">{t(`score.${view.rules.scoring}`)}</th>
              {view.rules.scoring !== 'first-solve' && <th scope="col">{t('solvedAt')}</th>}
              <th scope="col">{t('submissions')}</th>
              {ratings.length > 0 && <th scope="col">{t('rating')}</th>}
            </tr>
          </thead>
          <tbody>
            {standings.map((standing) => {
              const player = view.players.find(({ user }) => user.id === standing.userId)
              const rating = ratings.find(({ userId }) => userId === standing.userId)
              const step = rating ? Math.round(rating.after) - Math.round(rating.before) : 0
              return (
                <tr key={standing.userId} data-me={standing.userId === myId || undefined} data-name={player?.user.name}>
                  <td className="numerals">{standing.place}</td>
                  <td>
                    <span className={styles.who}>
                      {standing.team !== null && <TeamMark team={standing.team} />}
                      <strong>{player?.user.name ?? ''}</strong>
                      {standing.userId === myId && <span className={styles.note}>{group('you')}</span>}
                      {player && player.leftBecause !== null && (
                        <span className={styles.note}>{group(player.leftBecause === 'resigned' ? 'resigned' : 'forfeited')}</span>
                      )}
                    </span>
                  </td>
                  <td>
                    <ScoreText standing={standing} scoring={view.rules.scoring} startsAt={startsAt} isPrecise />
                  </td>
                  {view.rules.scoring !== 'first-solve' && (
                    <td>
                      <ScoreText standing={standing} scoring="first-solve" startsAt={startsAt} isPrecise />
                    </td>
                  )}
                  <td className="numerals">{player?.submissions.length ?? 0}</td>
                  {ratings.length > 0 && (
                    <td className="numerals">
                      {rating && `${Math.round(rating.after)} (${step >= 0 ? `+${step}` : `−${-step}`})`}
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  )
}

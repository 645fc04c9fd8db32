import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { formatPrecise } from '../../../ui/format-time'
import { ScrollArea } from '../../../ui/scroll-box'
import { VerdictMark } from '../../../workbench/console/verdict-mark'
import { languageName } from '../../../app-services/languages/languages'
import { pointsText } from '../battle/points-text'
import { shownVerdict } from '../battle/shown-verdict'
import result from './battle-result.module.css'
import styles from './receipt-times.module.css'

/** All submissions in the order of receipt, which decides, if only among equals. `leftId`: whose colour is the one of the left side. */
export function ReceiptTimes({ view, leftId }: { view: BattleView; leftId: string | null }) {
  const t = useTranslations('result')
  const { scoring } = view.rules
  const startsAt = Date.parse(view.startsAt ?? view.createdAt)
  const rows = view.players
    .flatMap((player) => player.submissions.map((submission) => ({ player, submission })))
    .toSorted((a, b) => a.submission.seq - b.submission.seq)
  return (
    <section className={result.section} aria-labelledby="times">
      <h2 id="times">{t('times')}</h2>
      {rows.length === 0 ? (
        <p className={styles.lead}>{t('noSubmissions')}</p>
      ) : (
        <>
          <p className={styles.lead}>{t(`timesLead.${scoring}`)}</p>
          <ScrollArea className={styles.scroll} label={t('times')}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('received')}</th>
                  <th scope="col">{t('player')}</th>
                  <th scope="col">{t('verdict')}</th>
                  <th scope="col">{t('passed')}</th>
                  {scoring !== 'first-solve' && <th scope="col">{t(`score.${scoring}`)}</th>}
                  <th scope="col">{t('language')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ player, submission }) => (
                  <tr key={submission.id} data-winning={submission.id === view.result?.winningSubmissionId || undefined}>
                    <td className="numerals">{formatPrecise(Date.parse(submission.receivedAt) - startsAt)}</td>
                    <td>
                      <span className={styles.side} data-side={player.user.id === leftId ? 'you' : 'rival'}>
                        {player.user.name}
                      </span>
                    </td>
                    <td>
                      <VerdictText submission={submission} />
                    </td>
                    <td className="numerals">
                      {submission.passed}/{submission.total}
                    </td>
                    {scoring === 'points' && <td className="numerals">{pointsText(submission.points)}</td>}
                    {scoring === 'fewest-bytes' && <td className="numerals">{submission.bytes ?? '–'}</td>}
                    <td>{languageName(submission.language)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollArea>
        </>
      )}
    </section>
  )
}

function VerdictText({ submission }: { submission: BattlePlayerView['submissions'][number] }) {
  const verdicts = useTranslations('verdict')
  const { mark, text } = shownVerdict(submission)
  return (
    <span className={styles.verdict}>
      <VerdictMark verdict={mark} />
      {text && verdicts(text)}
    </span>
  )
}

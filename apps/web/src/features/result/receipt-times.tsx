import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { formatPrecise } from '../../ui/format-time'
import { ScrollArea } from '../../ui/scroll-box'
import { VerdictMark } from '../console/verdict-mark'
import { languageName } from '../editor/languages'
import result from './battle-result.module.css'
import styles from './receipt-times.module.css'

/** All submissions in the order of receipt, which is what decides. */
export function ReceiptTimes({ view, myId }: { view: BattleView; myId: string }) {
  const t = useTranslations('result')
  const verdicts = useTranslations('verdict')
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
          <p className={styles.lead}>{t('timesLead')}</p>
          <ScrollArea className={styles.scroll} label={t('times')}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('received')}</th>
                  <th scope="col">{t('player')}</th>
                  <th scope="col">{t('verdict')}</th>
                  <th scope="col">{t('passed')}</th>
                  <th scope="col">{t('language')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ player, submission }) => (
                  <tr key={submission.id} data-winning={submission.id === view.result?.winningSubmissionId || undefined}>
                    <td className="numerals">{formatPrecise(Date.parse(submission.receivedAt) - startsAt)}</td>
                    <td>
                      <span className={styles.side} data-side={player.user.id === myId ? 'you' : 'rival'}>
                        {player.user.name}
                      </span>
                    </td>
                    <td>
                      <span className={styles.verdict}>
                        <VerdictMark verdict={submission.verdict ?? 'pending'} />
                        {submission.verdict && verdicts(submission.verdict)}
                      </span>
                    </td>
                    <td className="numerals">
                      {submission.passed}/{submission.total}
                    </td>
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

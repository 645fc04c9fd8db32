'use client'

import type { LanguageId } from '@eduscale/contracts/language'
import type { Problem } from '@eduscale/contracts/problem'
import type { Verdict } from '@eduscale/contracts/verdict'
import { useLocale, useTranslations } from 'next-intl'
import { formatPrecise } from '../../ui/format-time'
import { VerdictMark } from '../console/verdict-mark'
import { languageName } from '../../app-services/languages/languages'
import { isPartial } from '../console/judging-facts'
import styles from './submission-list.module.css'

export interface SubmissionEntry {
  id: string
  language: LanguageId
  receivedAt: string
  verdict: Verdict | null
  /** Where the problem is scored, and it is known. */
  score: number | null
  /** From the start of a battle; otherwise the day and time are shown. */
  sinceStartMs: number | null
}

/** One's own submissions, newest first; choosing one shows its tests. */
export function SubmissionList({
  problem,
  submissions,
  onShow,
}: {
  problem: Problem
  submissions: readonly SubmissionEntry[]
  onShow: (id: string) => void
}) {
  const t = useTranslations('workspace')
  const verdicts = useTranslations('verdict')
  const battle = useTranslations('battle')
  const locale = useLocale()
  if (submissions.length === 0) return <p className={styles.empty}>{t('noHistory')}</p>
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <ol className={styles.list}>
      {submissions.map((entry) => (
        <li key={entry.id}>
          <button type="button" onClick={() => onShow(entry.id)}>
            <VerdictMark verdict={isPartial(entry, problem) ? 'WA' : (entry.verdict ?? 'running')} />
            <span className={styles.verdict}>
              {entry.verdict ? verdicts(isPartial(entry, problem) ? 'PARTIAL' : entry.verdict) : battle('judgingNow')}
            </span>
            {entry.score !== null && <span className={styles.fact}>{t('score', { score: String(entry.score) })}</span>}
            <span className={styles.fact}>{languageName(entry.language)}</span>
            <time className={styles.fact} dateTime={entry.receivedAt}>
              {entry.sinceStartMs === null ? when.format(new Date(entry.receivedAt)) : formatPrecise(entry.sinceStartMs)}
            </time>
          </button>
        </li>
      ))}
    </ol>
  )
}

'use client'

import type { ProblemSummary } from '@eduscale/contracts/problem'
import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Link } from '../../../i18n/navigation'
import { queries } from '../../../app-services/resources/queries'
import { useStatementLang } from '../../../app-services/preferences/use-statement-lang'
import { useAsker } from '../../../app-services/resources/use-asker'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { Button } from '../../../ui/button'
import { Icon } from '../../../ui/icon'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Skeleton } from '../../../ui/skeleton'
import { ReadFailed } from '../../../app-services/errors/read-failed'
import { DifficultyTag } from '../../../ui/difficulty-tag'
import { filterProblems, noFilter, readFilter, writeFilter, type ProblemFilter } from './filter-problems'
import { ProblemFilters } from './problem-filters'
import styles from './problem-list.module.css'

export function ProblemList() {
  const t = useTranslations('practice')
  const [filter, setFilter] = useState<ProblemFilter>(noFilter)
  // The address has it, so that a list can be shared, and is there again on the way back from a problem.
  useEffect(() => setFilter(readFilter(location.search)), [])
  const choose = (next: ProblemFilter) => {
    setFilter(next)
    history.replaceState(history.state, '', `${location.pathname}${writeFilter(next)}`)
  }
  // What is solved depends on who asks.
  const asker = useAsker()
  const [lang] = useStatementLang()
  const [problems, reload] = useQueryResource(queries.useProblemsQuery(asker === null ? skipToken : { asker, lang }))
  const list = problems.value ? filterProblems(problems.value, filter) : null
  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      <ProblemFilters filter={filter} problems={problems.value ?? []} onChange={choose} />
      <p className={styles.count} role="status">
        {list && t('count', { count: list.length })}
      </p>
      {problems.status === 'failed' && !list && <ReadFailed error={problems.error} onAgain={reload} />}
      {!list && problems.status === 'loading' && <Placeholder />}
      {list?.length === 0 && <Button onClick={() => choose(noFilter)}>{t('clear')}</Button>}
      {list && list.length > 0 && (
        <ul className={styles.list}>
          {list.map((problem) => (
            <ProblemRow key={problem.slug} problem={problem} />
          ))}
        </ul>
      )}
    </div>
  )
}

function ProblemRow({ problem }: { problem: ProblemSummary }) {
  const t = useTranslations('practice')
  return (
    <li className={styles.row}>
      <span className={styles.solved}>
        {problem.isSolved && (
          <>
            <Icon name="check" />
            <span className="visually-hidden">{t('solvedMark')}</span>
          </>
        )}
      </span>
      <span className={styles.main}>
        <Link href={`/practice/${problem.slug}`} lang={problem.lang}>
          {problem.title}
        </Link>
        <span className={styles.summary} lang="en">
          {problem.summary}
        </span>
        <span className={styles.skills}>{problem.skills.join(' · ')}</span>
      </span>
      <span className={styles.level}>
        <DifficultyTag difficulty={problem.difficulty} />
        <span className={`numerals ${styles.rating}`}>{Math.round(problem.rating)}</span>
      </span>
    </li>
  )
}

function Placeholder() {
  return (
    <ul className={styles.list} aria-hidden="true">
      {Array.from({ length: 8 }, (_, index) => (
        <li className={styles.row} key={index}>
          <span className={styles.solved} />
          <span className={styles.main}>
            <Skeleton width="12rem" height="1.2rem" />
            <Skeleton width="26rem" height="1rem" />
            <Skeleton width="9rem" height="0.8rem" />
          </span>
        </li>
      ))}
    </ul>
  )
}

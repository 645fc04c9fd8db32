'use client'

import type { TestResult } from '@eduscale/contracts/judge'
import type { Problem } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import { useDecimal } from '../../i18n/use-decimal'
import { memo, useId } from 'react'
import { Icon } from '../../ui/icon'
import styles from './test-row.module.css'
import { VerdictMark } from './verdict-mark'
import { loadLater } from '../../ui/load-later'

const TestDetail = loadLater(() => import('./test-detail').then((module) => module.TestDetail))

interface TestRowProps {
  number: number
  /** Null until its verdict has arrived. */
  test: TestResult | null
  isRunning: boolean
  isOwnInput: boolean
  problem: Problem
  isOpen: boolean
  onToggle: () => void
}

/** A row stands from the beginning in its height, so that arriving verdicts move nothing. */
export const TestRow = memo(function TestRow({ number, test, isRunning, isOwnInput, problem, isOpen, onToggle }: TestRowProps) {
  const t = useTranslations('workspace')
  const decimal = useDecimal(1)
  const verdicts = useTranslations('verdict')
  const id = useId()
  const name = isOwnInput ? t('ownTest') : (test?.name.replace(/^secret\//, '') ?? String(number))
  if (!test) {
    return (
      <li className={styles.row} data-testid="test-row" data-state={isRunning ? 'running' : 'waiting'}>
        <span className={styles.line}>
          <VerdictMark verdict={isRunning ? 'running' : 'pending'} />
          <span className={styles.name}>{name}</span>
          <span className={styles.verdict}>{isRunning ? t('testingFirst') : t('notJudged')}</span>
        </span>
      </li>
    )
  }
  return (
    <li className={styles.row} data-testid="test-row" data-state="judged" data-verdict={test.verdict}>
      <button type="button" className={styles.line} aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        <VerdictMark verdict={test.verdict} />
        <span className={styles.name}>{name}</span>
        <span className={styles.verdict}>{isOwnInput && test.verdict === 'AC' ? verdicts('RAN') : verdicts(test.verdict)}</span>
        {test.verdict !== 'SKIPPED' && (
          <>
            <span className={styles.figure}>{t('ms', { value: String(Math.round(test.cpuMs)) })}</span>
            <span className={styles.figure}>{t('mb', { value: decimal(test.memoryBytes / 1024 / 1024) })}</span>
          </>
        )}
        <span className={styles.chevron}>
          <Icon name="chevron" />
        </span>
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen && <TestDetail test={test} problem={problem} isOwnInput={isOwnInput} />}
      </div>
    </li>
  )
})

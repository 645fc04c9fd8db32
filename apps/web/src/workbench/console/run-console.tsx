'use client'

import type { LanguageId } from '@eduscale/contracts/language'
import type { Problem } from '@eduscale/contracts/problem'
import type { Verdict } from '@eduscale/contracts/verdict'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { kindViewOf } from '../problem-kinds/registry'
import { useAppSelector } from '../../app-services/store/store'
import type { RunState } from '../../app-services/runs/runs-slice'
import { useFollowRun } from '../../app-services/runs/use-follow-run'
import { isPartial } from './judging-facts'
import { CancelButton } from './cancel-button'
import { CompileOutput } from './compile-output'
import { PlaceLinksContext } from './go-to-place'
import { GroupTable } from './group-table'
import styles from './run-console.module.css'
import { placePattern, type SourcePlace } from './source-places'
import { TestRow } from './test-row'
import { useErrorMarks, type ErrorMark } from './use-error-marks'
import { VerdictMark } from './verdict-mark'

interface RunConsoleProps {
  /** The execution shown; null while the first one is being sent. */
  runId: string | null
  isSending: boolean
  problem: Problem
  /** The language of the editor's code; what ran may have been in another. */
  language: LanguageId
  onGoTo: (place: SourcePlace) => void
  onMarks: (runId: string, marks: readonly ErrorMark[]) => void
}

/** One execution: its state, a dot per test, and a row per test as its verdict arrives. */
export function RunConsole({ runId, isSending, problem, language, onGoTo, onMarks }: RunConsoleProps) {
  const t = useTranslations('workspace')
  const run = useAppSelector((state) => (runId === null ? undefined : state.runs.byId[runId]))
  const { isFunction } = kindViewOf(problem)
  const links = useMemo(() => ({ pattern: placePattern(language, isFunction), goTo: onGoTo }), [isFunction, language, onGoTo])
  useFollowRun(runId, { isOpen: run?.phase !== 'done', isWaiting: run?.phase === 'queued' })
  if (isSending || (runId !== null && !run)) return <p className={styles.empty}>{t('sending')}</p>
  if (!run) return null
  return (
    <PlaceLinksContext value={run.language === language ? links : null}>
      <Run key={run.id} run={run} problem={problem} onMarks={onMarks} />
    </PlaceLinksContext>
  )
}

type RunProps = Pick<RunConsoleProps, 'problem' | 'onMarks'> & { run: RunState }

function Run({ run, problem, onMarks }: RunProps) {
  useErrorMarks(run, problem, onMarks)
  const total = Math.max(run.total, Object.keys(run.tests).length)
  const firstFailing = firstFailure(run)
  const [opened, setOpened] = useState<number | null>(null)
  // The first failing test opens by itself; with own input, the only one.
  const auto = firstFailing ?? (run.isOwnInput && run.tests[0] ? 0 : null)
  useEffect(() => {
    if (auto !== null) setOpened(auto)
  }, [auto])
  return (
    <div className={styles.run} data-testid="run" data-phase={run.phase} data-verdict={run.verdict ?? undefined}>
      <Headline run={run} total={total} problem={problem} />
      {run.groups.length > 0 && <GroupTable groups={run.groups} />}
      {run.compile && (!run.compile.ok || run.compile.output.trim() !== '') && (
        <CompileOutput compile={run.compile} language={run.language ?? 'python'} isFunction={kindViewOf(problem).isFunction} />
      )}
      {total > 0 && run.verdict !== 'CE' && (
        <>
          <div className={styles.dots} aria-hidden="true">
            {Array.from({ length: total }, (_, index) => (
              <button
                key={index}
                type="button"
                tabIndex={-1}
                className={styles.dot}
                disabled={!run.tests[index]}
                onClick={() => setOpened(index)}
              >
                <VerdictMark
                  verdict={
                    run.tests[index]?.verdict ?? (run.phase === 'testing' && index === nextIndex(run) ? 'running' : 'pending')
                  }
                />
              </button>
            ))}
          </div>
          <ol className={styles.rows}>
            {Array.from({ length: total }, (_, index) => (
              <TestRow
                key={index}
                number={index + 1}
                test={run.tests[index] ?? null}
                isRunning={run.phase === 'testing' && index === nextIndex(run)}
                isOwnInput={run.isOwnInput}
                problem={problem}
                isOpen={opened === index}
                onToggle={() => setOpened(opened === index ? null : index)}
              />
            ))}
          </ol>
        </>
      )}
    </div>
  )
}

function Headline({ run, total, problem }: { run: RunState; total: number; problem: Problem }) {
  const t = useTranslations('workspace')
  const verdicts = useTranslations('verdict')
  const passed = Object.values(run.tests).filter((test) => test.verdict === 'AC').length
  const max = problem.points?.max ?? null
  const partly = isPartial(run, problem)
  const failed = firstFailure(run)
  // The mark of what is still wrong: a green one would say that nothing is left to do.
  const state = (partly && failed !== null ? run.tests[failed]?.verdict : null) ?? stateOf(run)
  const text = () => {
    switch (run.phase) {
      case 'queued':
        return run.ahead === null ? t('sending') : t('queued', { ahead: run.ahead })
      case 'compiling':
        return t('compiling')
      case 'testing':
        return total > 0 ? t('testing', { number: Math.min(total, nextIndex(run) + 1), total }) : t('testingFirst')
      case 'done':
        // Nothing of it was run: only its author can have ended it.
        if (run.verdict === 'SKIPPED') return t('cancelled')
        if (partly) return verdicts('PARTIAL')
        return run.isOwnInput && run.verdict === 'AC' ? verdicts('RAN') : verdicts(run.verdict ?? 'IE')
      default:
        return run.phase satisfies never
    }
  }
  return (
    <div className={styles.head}>
      <p
        className={styles.headline}
        role="status"
        aria-live="polite"
        data-testid="verdict"
        data-verdict={run.verdict === null ? undefined : state}
      >
        <VerdictMark verdict={state} size={22} />
        <strong>{text()}</strong>
        {total > 0 && !run.isOwnInput && run.verdict !== 'CE' && <span>{t('passedOf', { passed, total })}</span>}
        {run.score !== null && (
          <span>
            {max === null
              ? t('score', { score: String(run.score) })
              : t('scoreOf', { score: String(run.score), max: String(max) })}
          </span>
        )}
      </p>
      {run.phase !== 'done' && run.mayCancel && <CancelButton runId={run.id} />}
    </div>
  )
}

function stateOf(run: RunState): Verdict | 'pending' | 'running' {
  if (run.phase === 'done') return run.verdict ?? 'IE'
  return run.phase === 'queued' ? 'pending' : 'running'
}

/** The test that runs now: the first without a result. */
function nextIndex(run: RunState): number {
  let index = 0
  while (run.tests[index]) index += 1
  return index
}

function firstFailure(run: RunState): number | null {
  const failing = Object.entries(run.tests)
    .filter(([, test]) => test.verdict !== 'AC' && test.verdict !== 'SKIPPED')
    .map(([index]) => Number(index))
  return failing.length > 0 ? Math.min(...failing) : null
}

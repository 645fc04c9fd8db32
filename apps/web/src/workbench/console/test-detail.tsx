import type { TestResult } from '@eduscale/contracts/judge'
import type { Problem } from '@eduscale/contracts/problem'
import { maxCapturedBytes } from '@eduscale/contracts/source-limits'
import { useTranslations } from 'next-intl'
import { useDecimal } from '../../i18n/use-decimal'
import { useMemo } from 'react'
import { printable } from '@eduscale/rules/printable'
import { ScrollText } from '../../ui/scroll-box'
import { kindViewOf } from '../problem-kinds/registry'
import { findSample } from './find-sample'
import { LinkedText } from './linked-text'
import styles from './output-block.module.css'
import detail from './test-detail.module.css'
import { diffTokens, type DiffPiece } from './token-diff'

interface TestDetailProps {
  test: TestResult
  problem: Problem
  isOwnInput: boolean
}

/** Why a test ended as it did, within what the problem's author allows to be seen. */
export function TestDetail({ test, problem, isOwnInput }: TestDetailProps) {
  const t = useTranslations('workspace')
  const decimal = useDecimal(1)
  const signals = useTranslations('signal')
  const sample = isOwnInput || !test.isSample ? null : findSample(problem.samples, test.name)
  const view = kindViewOf(problem)
  const { text: answered, printed } = answerOf(test, problem)
  const isSilent = view.isSpokenToJudge && answered === ''
  const actual = useActualCaption(problem, test.isSample && !isOwnInput)
  const isWrong = test.verdict === 'WA'
  /** Then what it said of its end is what one looks for. */
  const isCrash = test.verdict === 'RTE' || test.verdict === 'MLE'
  const diff = useMemo(
    () => (sample && answered !== null && isWrong ? diffTokens(sample.answer, answered) : null),
    [sample, answered, isWrong],
  )
  return (
    <div className={detail.detail}>
      <p className={detail.facts}>
        {test.exitCode !== null && test.exitCode !== 0 && <span>{t('exit', { code: String(test.exitCode) })}</span>}
        {test.signal !== null && (
          <span>{isKnownSignal(test.signal) ? signals(test.signal) : t('signal', { signal: test.signal })}</span>
        )}
        {test.exceeded === 'cpu' && <span>{t('exceededCpu')}</span>}
        {test.exceeded === 'wall' && <span>{t('exceededWall')}</span>}
        {isWrong && (test.divergence || diff?.firstLine) && (
          <span>{t('firstDifference', { line: String(test.divergence?.line ?? diff?.firstLine) })}</span>
        )}
        {test.verdict !== 'SKIPPED' && (
          <>
            <span>{t('cpuTime', { value: String(Math.round(test.cpuMs)) })}</span>
            <span>{t('wallTime', { value: String(Math.round(test.wallMs)) })}</span>
            <span>{t('memory', { value: decimal(test.memoryBytes / 1024 / 1024) })}</span>
          </>
        )}
        {test.score !== null && <span>{t('score', { score: String(test.score) })}</span>}
        {!test.isSample && !isOwnInput && <span>{t('hiddenTest')}</span>}
      </p>
      {test.stderr && isCrash && <Block caption={t('stderr')} text={test.stderr} tone="bad" />}
      {test.message && <Block caption={t('message')} text={test.message} />}
      {test.judgeMessage && <Block caption={t('judgeMessage')} text={test.judgeMessage} />}
      {diff && sample && (
        <div className={styles.pair}>
          <DiffBlock caption={t('expected')} lines={diff.expected} className={styles.missing} />
          <DiffBlock caption={actual} lines={diff.actual} className={styles.extra} isCut={isCut(answered)} />
        </div>
      )}
      {!diff && answered !== null && !isSilent && !(isCrash && answered === '') && <Block caption={actual} text={answered} />}
      {printed && <Block caption={t('printed')} text={printed} />}
      {!diff && test.divergence && answered === null && (
        <div className={styles.pair}>
          <Block caption={t('expected')} text={test.divergence.expected} />
          <Block caption={t('actual')} text={test.divergence.actual} />
        </div>
      )}
      {test.stderr && !isCrash && <Block caption={t('stderr')} text={test.stderr} tone="bad" />}
      {sample && (
        <details className={detail.input} open={!isWrong || undefined}>
          <summary>{view.inputTitle(problem, t)}</summary>
          <ScrollText>{sample.input.replace(/\n$/, '') || <span className={styles.blank}>{t('empty')}</span>}</ScrollText>
        </details>
      )}
    </div>
  )
}

function answerOf(test: TestResult, problem: Problem): { text: string | null; printed: string | null } {
  return kindViewOf(problem).answerOf(test, problem)
}

function useActualCaption(problem: Problem, isSample: boolean): string {
  const t = useTranslations('workspace')
  const own = kindViewOf(problem).ownAnswerTitle(problem, t)
  if (own !== null) return own
  if (problem.maxPasses > 1 && isSample) return t('lastOutput')
  return isSample ? t('actual') : t('stdout')
}

function Block({ caption, text, tone }: { caption: string; text: string; tone?: 'bad' }) {
  const t = useTranslations('workspace')
  return (
    <figure className={styles.block} data-tone={tone}>
      <figcaption>{caption}</figcaption>
      <ScrollText>
        {text === '' || text === '\n' ? (
          <span className={styles.blank}>{t('empty')}</span>
        ) : (
          <LinkedText text={text.replace(/\n$/, '')} />
        )}
      </ScrollText>
      {isCut(text) && <p className={styles.cut}>{t('truncated')}</p>}
    </figure>
  )
}

function DiffBlock({
  caption,
  lines,
  className,
  isCut: wasCut = false,
}: {
  caption: string
  lines: DiffPiece[][]
  className: string | undefined
  isCut?: boolean
}) {
  const t = useTranslations('workspace')
  const isEmpty = lines.every((line) => line.length === 0)
  return (
    <figure className={styles.block}>
      <figcaption>{caption}</figcaption>
      <ScrollText>
        {isEmpty ? (
          <span className={styles.blank}>{t('empty')}</span>
        ) : (
          lines.map((line, index) => (
            <span key={index}>
              {index > 0 && '\n'}
              {line.map((piece, place) =>
                piece.kind === 'same' ? (
                  printable(piece.text)
                ) : (
                  <mark key={place} className={className}>
                    {printable(piece.text)}
                  </mark>
                ),
              )}
            </span>
          ))
        )}
      </ScrollText>
      {wasCut && <p className={styles.cut}>{t('truncated')}</p>}
    </figure>
  )
}

/** A character that the cut went through may have become one of three bytes. */
function isCut(text: string | null): boolean {
  return text !== null && new TextEncoder().encode(text).length >= maxCapturedBytes
}

const knownSignals = [
  'SIGSEGV',
  'SIGABRT',
  'SIGFPE',
  'SIGKILL',
  'SIGILL',
  'SIGBUS',
  'SIGXFSZ',
  'SIGXCPU',
  'SIGPIPE',
  'SIGSYS',
  'SIGTERM',
  'SIGTRAP',
] as const

function isKnownSignal(signal: string): signal is (typeof knownSignals)[number] {
  return knownSignals.some((known) => known === signal)
}

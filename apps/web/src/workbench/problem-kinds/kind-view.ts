import type { TestResult } from '@eduscale/contracts/judge'
import type { Problem } from '@eduscale/contracts/problem'
import type { useTranslations } from 'next-intl'

type Words<Area extends 'judging' | 'workspace'> = ReturnType<typeof useTranslations<Area>>

/** How a kind of problem is shown beside the code, and in results. */
export interface KindView {
  /** What is unusual in how it is solved; null: nothing is. */
  note: (problem: Problem, t: Words<'judging'>) => string | null
  /** Above a test's input, and above the answer to it. */
  inputTitle: (problem: Problem, t: Words<'workspace'>) => string
  answerTitle: (problem: Problem, t: Words<'workspace'>) => string
  /** Above what the contestant's program answered; null: it is its output. */
  ownAnswerTitle: (problem: Problem, t: Words<'workspace'>) => string | null
  ownInputLabel: (problem: Problem, t: Words<'workspace'>) => string
  /** What is compared with the answer, and what was printed beside it where that isn't the same. */
  answerOf: (test: TestResult, problem: Problem) => { text: string | null; printed: string | null }
  /** What is printed is for the judge: where there is nothing of it to show, nobody misses anything. */
  isSpokenToJudge: boolean
  /** The editor's code is a function with a driver of the judge's around it, and is called otherwise then. */
  isFunction: boolean
}

/** Reads its standard input and writes its standard output. */
export const plainView: KindView = {
  note: () => null,
  inputTitle: (_problem, t) => t('input'),
  answerTitle: (_problem, t) => t('output'),
  ownAnswerTitle: () => null,
  ownInputLabel: (_problem, t) => t('ownInputLabel'),
  answerOf: ({ stdout }) => ({ text: stdout, printed: null }),
  isSpokenToJudge: false,
  isFunction: false,
}

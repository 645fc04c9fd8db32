import { plainJudging, type Program } from '@eduscale/contracts/test-set'
import type { Judgement, JudgeRequest } from '../src/judge-submission'
import { languages } from '../src/languages/registry'

/** A secret test. */
export const testOf = (name: string, input: string, answer: string) => ({
  name,
  isSample: false,
  input: Buffer.from(input),
  answer: Buffer.from(answer),
})

/** A validator in Python. */
export const python = (text: string): Program => ({ language: 'python', files: [{ name: 'validate.py', text }] })

export const verdicts = ({ tests }: Judgement): string[] => tests.map(({ verdict }) => verdict)

/** A program in Python against two squares, but for what `change` says. */
export const requestOf = (text: string, change: Partial<JudgeRequest>): JudgeRequest => ({
  language: languages.python,
  sources: [{ name: 'main.py', text }],
  limits: { timeMs: 1000, memoryMb: 64, outputBytes: 64 * 1024 },
  tests: [testOf('secret/1', '3\n', '9\n'), testOf('secret/2', '4\n', '16\n')],
  judging: plainJudging,
  stopAtFirst: false,
  ...change,
})

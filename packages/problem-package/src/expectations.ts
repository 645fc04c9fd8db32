import type { Verdict } from '@eduscale/contracts/verdict'
import type { Expectation, ScoreRange } from './problem-package'

/** The format knows four verdicts; what we tell apart besides counts as one of them. */
export const knownVerdicts = ['AC', 'WA', 'TLE', 'RTE'] as const satisfies readonly Verdict[]

const plain: Expectation = { verdicts: null, isPartial: false, score: null, rules: [] }

/** What the folder of a legacy submission says. */
export function legacyExpectation(folder: string): Expectation | null {
  switch (folder) {
    case 'accepted':
      return { ...plain, verdicts: ['AC'] }
    case 'partially_accepted':
      return { ...plain, verdicts: ['AC'], isPartial: true }
    case 'wrong_answer':
      return { ...plain, verdicts: ['WA'] }
    case 'time_limit_exceeded':
      return { ...plain, verdicts: ['TLE'] }
    case 'run_time_error':
    case 'runtime_error':
      // Kattis has no verdict for memory: what takes too much crashes there.
      return { ...plain, verdicts: ['RTE', 'MLE'] }
    case 'memory_limit_exceeded':
      return { ...plain, verdicts: ['MLE'] }
    case 'output_limit_exceeded':
      return { ...plain, verdicts: ['OLE'] }
    case 'compile_error':
    case 'compiler_error':
      return { ...plain, verdicts: ['CE'] }
    case 'rejected':
      return { ...plain, verdicts: ['WA', 'TLE', 'RTE', 'MLE', 'OLE', 'CE'] }
    default:
      return null
  }
}

const verdictNames: Record<string, Verdict[]> = {
  ACCEPTED: ['AC'],
  CORRECT: ['AC'],
  WRONGANSWER: ['WA'],
  NOOUTPUT: ['WA'],
  TIMELIMIT: ['TLE'],
  TIMELIMITEXCEEDED: ['TLE'],
  RUNERROR: ['RTE', 'MLE'],
  RUNTIMEERROR: ['RTE', 'MLE'],
  MEMORYLIMIT: ['MLE'],
  MEMORYLIMITEXCEEDED: ['MLE'],
  OUTPUTLIMIT: ['OLE'],
  OUTPUTLIMITEXCEEDED: ['OLE'],
  COMPILERERROR: ['CE'],
  COMPILEERROR: ['CE'],
}

interface Tags {
  verdicts: Verdict[] | null
  score: ScoreRange | null
  unknown: string[]
}

/** `@EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT` and `@EXPECTED_SCORE@: 40` in a source file, as DOMjudge and Kattis have them. */
export function readTags(text: string): Tags {
  const tags: Tags = { verdicts: null, score: null, unknown: [] }
  const results = /@EXPECTED_RESULTS@:([^\n\r]*)/.exec(text)?.[1]
  if (results !== undefined) {
    const verdicts = new Set<Verdict>()
    for (const word of results.replace(/\*\/.*|-->.*/, '').split(',')) {
      const key = word.toUpperCase().replaceAll(/[^A-Z]/g, '')
      if (key === '') continue
      const known = verdictNames[key]
      if (known) for (const verdict of known) verdicts.add(verdict)
      else tags.unknown.push(word.trim().slice(0, 40))
    }
    if (verdicts.size > 0) tags.verdicts = [...verdicts]
  }
  const score = /@EXPECTED_SCORE@:\s*(-?\d+(?:\.\d+)?)/.exec(text)?.[1]
  if (score !== undefined) tags.score = { min: Number(score), max: Number(score) }
  return tags
}

interface DefaultRule {
  permitted: (typeof knownVerdicts)[number][]
  required: (typeof knownVerdicts)[number][]
}

/** The folders of the 2025-09 format, before submissions.yaml says otherwise. */
export function defaultRules(folder: string): DefaultRule | null {
  switch (folder) {
    case 'accepted':
      return { permitted: ['AC'], required: [] }
    case 'rejected':
      return { permitted: [...knownVerdicts], required: ['RTE', 'TLE', 'WA'] }
    case 'wrong_answer':
      return { permitted: ['AC', 'WA'], required: ['WA'] }
    case 'time_limit_exceeded':
      return { permitted: ['AC', 'TLE'], required: ['TLE'] }
    case 'run_time_error':
      return { permitted: ['AC', 'RTE'], required: ['RTE'] }
    case 'brute_force':
      return { permitted: ['AC', 'RTE', 'TLE'], required: ['RTE', 'TLE'] }
    default:
      return null
  }
}

export const noExpectation = plain

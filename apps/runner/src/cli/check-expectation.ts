import type { GroupResult, TestResult } from '@eduscale/contracts/judge'
import type { Verdict } from '@eduscale/contracts/verdict'
import { matcher } from '@eduscale/problem-package/submissions-yaml'
import type { Expectation, ExpectationRule, ScoreRange } from '@eduscale/problem-package/problem-package'

interface Outcome {
  verdict: Verdict
  tests: readonly TestResult[]
  score: number | null
  groups: readonly GroupResult[]
  /** What a problem gives at most; null where nothing bounds it. */
  maxScore: number | null
}

/** Scores are sums of fractions. */
const scoreTolerance = 1e-6

/** Null: as expected; otherwise what isn't. */
export function findSurprise(expectation: Expectation, outcome: Outcome): string | null {
  const { verdicts, isPartial, score } = expectation
  if (outcome.verdict === 'IE') return 'the judge or a validator failed'
  if (verdicts && !verdicts.includes(outcome.verdict)) return `expected ${verdicts.join(' or ')}`
  if (score && !isWithin(outcome.score, score)) return `expected a score of ${describeRange(score)}`
  if (isPartial && outcome.score === null) return 'expected a score, and the problem has none'
  if (isPartial && outcome.maxScore !== null && (outcome.score ?? 0) >= outcome.maxScore - scoreTolerance)
    return `expected less than all ${outcome.maxScore} points`
  for (const rule of expectation.rules) {
    const surprise = breachOf(rule, outcome)
    if (surprise !== null) return rule.tests === '' ? surprise : `${rule.tests}: ${surprise}`
  }
  return null
}

function breachOf({ tests: pattern, permitted, required, score, message }: ExpectationRule, outcome: Outcome): string | null {
  if (outcome.verdict === 'CE') return 'it does not compile'
  const run = outcome.tests.filter(({ name, verdict }) => verdict !== 'SKIPPED' && isMatch(pattern, name))
  const forbidden = run.find(({ verdict }) => !permitted.includes(asKnown(verdict)))
  if (forbidden) return `${forbidden.verdict} on ${forbidden.name}, permitted are ${permitted.join(', ')}`
  if (required.length > 0 && !run.some(({ verdict }) => required.includes(asKnown(verdict))))
    return `no test ended with ${required.join(' or ')}`
  if (score) {
    const found = pattern === '' ? outcome.score : (outcome.groups.find(({ name }) => name === pattern)?.score ?? null)
    if (!isWithin(found, score)) return `expected a score of ${describeRange(score)}, it is ${found ?? 'none'}`
  }
  if (message !== null && !run.some(({ judgeMessage }) => judgeMessage?.includes(message) === true))
    return `no judge message says ${JSON.stringify(message)}`
  return null
}

/** A pattern means a test, or a group that it lies in. */
function isMatch(pattern: string, test: string): boolean {
  if (pattern === '') return true
  const matches = matcher(pattern)
  const parts = test.split('/')
  return parts.some((_, index) => matches(parts.slice(0, index + 1).join('/')))
}

/** The formats know four verdicts; running out of memory or of room for output is a run-time error to them. */
function asKnown(verdict: Verdict): Verdict {
  return verdict === 'MLE' || verdict === 'OLE' ? 'RTE' : verdict
}

function isWithin(score: number | null, { min, max }: ScoreRange): boolean {
  return score !== null && score >= min - scoreTolerance && score <= max + scoreTolerance
}

function describeRange({ min, max }: ScoreRange): string {
  return min === max ? String(min) : `${min} to ${max}`
}

/** The verdicts that a person would say are expected. */
export function expectedVerdicts({ verdicts, rules }: Expectation): Verdict[] {
  if (verdicts) return verdicts
  const whole = rules.filter(({ tests }) => tests === '')
  const [first] = whole
  if (!first) return []
  return first.required.length > 0 ? first.required : first.permitted
}

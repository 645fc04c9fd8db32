import picomatch from 'picomatch'
import { z } from 'zod'
import { isMapping, shownValue } from './describe-issue'
import { defaultRules, knownVerdicts } from './expectations'
import { PackageError } from './package-error'
import type { ExpectationRule, ScoreRange } from './problem-package'
import type { Report } from './report'
import { parseYaml } from './read-yaml'

const verdicts = z.union([z.enum(knownVerdicts).transform((one) => [one]), z.array(z.enum(knownVerdicts))])
const requirements = {
  permitted: verdicts.optional(),
  required: verdicts.optional(),
  score: z.union([z.number(), z.tuple([z.number(), z.number()])]).optional(),
  message: z.string().optional(),
  use_for_time_limit: z.union([z.boolean(), z.enum(['lower', 'upper'])]).optional(),
}
const ruleSchema = z.object(requirements)
const entrySchema = z.object({
  ...requirements,
  language: z.string().optional(),
  entrypoint: z.string().optional(),
  authors: z.unknown().optional(),
  model_solution: z.boolean().optional(),
})
type Requirements = z.infer<typeof ruleSchema>

export interface SubmissionsYaml {
  /** Everything asked of a submission, from its folder and all patterns that match it; null: nothing is known of it. */
  rulesOf: (path: string) => ExpectationRule[] | null
  languageOf: (path: string) => string | null
  entryOf: (path: string) => string | null
}

interface Entry {
  pattern: string
  isMatch: (path: string) => boolean
  own: z.infer<typeof entrySchema>
  rules: { tests: string; given: Requirements }[]
}

const path = 'submissions/submissions.yaml'
/** Wildcards match within a name only, and braces are all the rest there is. */
const options = { nobracket: true, noextglob: true, noglobstar: true, nonegate: true, dot: true } as const

export function readSubmissionsYaml(yaml: Record<string, unknown>, report: Report): SubmissionsYaml {
  const entries = Object.entries(yaml).map(([pattern, value]) => readEntry(pattern, value, report))
  const matching = (submission: string): Entry[] => entries.filter(({ isMatch }) => isMatch(submission))
  return {
    rulesOf: (submission) => {
      const [folder = ''] = submission.split('/')
      const replacing = entries.find(({ pattern }) => pattern === folder)
      const defaults = defaultRules(folder)
      const found = matching(submission)
      if (!defaults && found.length === 0) return null
      const rules = [toRule('', { ...defaults, ...definedOf(replacing?.own ?? {}) })]
      for (const entry of found) {
        if (entry !== replacing && Object.keys(definedOf(entry.own)).length > 0) rules.push(toRule('', entry.own))
        for (const { tests, given } of entry.rules) rules.push(toRule(tests, given))
      }
      return rules
    },
    languageOf: (submission) =>
      matching(submission)
        .map(({ own }) => own.language ?? null)
        .find((one) => one !== null) ?? null,
    entryOf: (submission) =>
      matching(submission)
        .map(({ own }) => own.entrypoint ?? null)
        .find((one) => one !== null) ?? null,
  }
}

function readEntry(pattern: string, value: unknown, report: Report): Entry {
  const ofTests = Object.entries(asMapping(value, pattern)).filter(([key]) => /^(sample|secret)(\/|$)/.test(key))
  const own = Object.fromEntries(
    Object.entries(asMapping(value, pattern)).filter(([key]) => !ofTests.some(([test]) => test === key)),
  )
  const rules = ofTests.map(([tests, given]) => {
    const under = `${pattern}.${tests}`
    return { tests, given: parseYaml(asMapping(given, under), { schema: ruleSchema, path, report, under }) }
  })
  const matches = matcher(pattern)
  const isMatch = (submission: string): boolean => {
    const parts = submission.split('/')
    return parts.some((_, index) => matches(parts.slice(0, index + 1).join('/')))
  }
  return { pattern, isMatch, own: parseYaml(own, { schema: entrySchema, path, report, under: pattern }), rules }
}

function asMapping(value: unknown, where: string): Record<string, unknown> {
  if (isMapping(value)) return value
  throw new PackageError(path, `${where}: ${shownValue(value).slice(0, 60)} stands there, expected a mapping`)
}

export function matcher(pattern: string): (name: string) => boolean {
  // Backtracking over a pattern of nothing but stars would take for ever.
  if (pattern.length > 200 || (pattern.match(/\*/g) ?? []).length > 8 || (pattern.match(/\{/g) ?? []).length > 4)
    throw new PackageError(path, `the pattern ${pattern.slice(0, 40)} has too many wildcards`)
  return picomatch(pattern, options)
}

function definedOf(given: Requirements): Requirements {
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => key in ruleSchema.shape && value !== undefined))
}

function toRule(tests: string, given: Requirements): ExpectationRule {
  const { use_for_time_limit: use } = given
  return {
    tests,
    permitted: given.permitted ?? [...knownVerdicts],
    required: given.required ?? [],
    score: given.score === undefined ? null : toRange(given.score),
    message: given.message ?? null,
    timeLimit: use === undefined || use === true ? 'by-verdicts' : use === false ? 'unused' : use,
  }
}

function toRange(score: number | [number, number]): ScoreRange {
  return typeof score === 'number' ? { min: score, max: score } : { min: score[0], max: score[1] }
}

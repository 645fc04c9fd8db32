import type { Judging, TestGroup } from '@eduscale/contracts/test-set'
import { z } from 'zod'
import { bounds } from './bounds'
import { compareNames, type FileTree } from './file-tree'
import { parentOf, readLegacyGroups } from './legacy-groups'
import { PackageError } from './package-error'
import type { Substitute } from './programs'
import type { TestSettings } from './read-tests'
import { isMapping } from './describe-issue'
import { parseYaml, readYaml } from './read-yaml'
import type { Report } from './report'

/** A draft gave flags as one string. */
const args = z.union([z.array(z.union([z.string(), z.number()]).transform(String)), z.string().transform(split)])
const validatorArgs = z.union([args, z.record(z.string(), args)])
const score = z.union([z.number().min(0), z.literal('unbounded')])
const aggregation = z.enum(['pass-fail', 'sum', 'min'])
const testKeys = {
  args: args.optional(),
  input_validator_args: validatorArgs.optional(),
  input_validator_flags: validatorArgs.optional(),
  output_validator_args: args.optional(),
  output_validator_flags: args.optional(),
  input_visualizer_args: z.unknown().optional(),
  output_visualizer_args: z.unknown().optional(),
  full_feedback: z.boolean().optional(),
}
const testTexts = [
  'args',
  'input_validator_args',
  'input_validator_flags',
  'output_validator_args',
  'output_validator_flags',
  'hint',
  'description',
]
const groupSchema = z.object({
  max_score: score.optional(),
  score_aggregation: aggregation.optional(),
  static_validation_score: z.unknown().optional(),
  static_validation: z.unknown().optional(),
  static_validator_args: z.unknown().optional(),
  require_pass: z.union([z.string(), z.array(z.string())]).optional(),
  /** As the drafts have it. */
  scoring: z
    .object({
      score: score.optional(),
      aggregation: aggregation.optional(),
      require_pass: z.union([z.string(), z.array(z.string())]).optional(),
    })
    .optional(),
  on_reject: z.enum(['break', 'continue']).optional(),
  ...testKeys,
})
const testSchema = z.object({ ...testKeys, hint: z.string().optional(), description: z.string().optional() })
type GroupYaml = z.infer<typeof groupSchema>

interface Groups2025 {
  scoring: Judging['scoring']
  settingsOf: (test: string) => TestSettings
}

interface ReadGroups {
  report: Report
  substitute: Substitute
  isScoring: boolean
  /** Names of output validators. */
  validators: readonly string[]
}

/** data/sample, data/secret and the folders directly in the latter, each by its test_group.yaml. */
export function readGroups2025(tree: FileTree, context: ReadGroups): Groups2025 {
  const { report, isScoring } = context
  if (isGradedAsLegacy(tree)) return readAsLegacy(tree, context)
  const { folders } = tree.list('data/secret')
  const names = ['', 'sample', 'secret', ...folders.filter((name) => !name.endsWith('.files')).map((name) => `secret/${name}`)]
  if (names.length > bounds.groups) throw new PackageError('data', `has more than ${bounds.groups} groups`)
  const settings = new Map(names.map((name) => [name, readGroupYaml(tree, name, context)] as const))
  if (folders.length > 0 && tree.list('data/secret').files.some((name) => name.endsWith('.in')))
    report.refused('data/secret', 'has tests and groups; the format allows only one of them')
  if (!isScoring) {
    for (const [name, given] of settings) {
      if (
        given.max_score !== undefined ||
        given.score_aggregation !== undefined ||
        given.require_pass !== undefined ||
        given.scoring
      )
        report.ignored(`data/${name}`, 'scores of a pass-fail problem')
    }
  }
  return {
    scoring: isScoring ? { groups: toGroups(tree, settings, report) } : null,
    settingsOf: (test) => settingsOf(test, { tree, settings, context }),
  }
}

/** Drafts began with the groups of the legacy format, and packages of that time still have them. */
function isGradedAsLegacy(tree: FileTree): boolean {
  const paths = tree.below('data').map((path) => `data/${path}`)
  if (paths.some((path) => path.endsWith('/test_group.yaml'))) return false
  return paths
    .filter((path) => path.endsWith('/testdata.yaml'))
    .some((path) => ['accept_score', 'reject_score', 'range', 'grader_flags'].some((key) => key in readYaml(tree, path)))
}

function readAsLegacy(tree: FileTree, { report, isScoring, validators }: ReadGroups): Groups2025 {
  const found = readLegacyGroups(tree, { report, validatorFlags: [], validators })
  report.understood('data', 'groups as in the legacy format')
  if (!isScoring && found.hasGrading) report.refused('data', 'accepts what some tests reject, in a pass-fail problem')
  return {
    scoring: isScoring ? { groups: found.groups } : null,
    settingsOf: (test) => ({
      validatorFlags: found.validatorFlagsOf(test),
      inputValidatorFlags: found.inputValidatorFlagsOf(test),
      hint: null,
      description: null,
    }),
  }
}

function readGroupYaml(tree: FileTree, name: string, { report, substitute }: ReadGroups): GroupYaml {
  const folder = name === '' ? 'data' : `data/${name}`
  const path =
    [`${folder}/test_group.yaml`, `${folder}/testdata.yaml`].find((one) => tree.has(one)) ?? `${folder}/test_group.yaml`
  const given = parseYaml(inConstants(readYaml(tree, path, { texts: testTexts, report }), substitute), {
    schema: groupSchema,
    path,
    report,
  })
  if (given.static_validation_score !== undefined || (given.static_validation !== undefined && given.static_validation !== false))
    report.refused(path, 'static validation is not done here')
  if (given.full_feedback !== undefined && name !== 'sample')
    report.ignored(path, 'full_feedback; only samples are shown in full')
  return given
}

/** Constants stand in strings, and a number may be one. */
function inConstants(value: Record<string, unknown>, substitute: Substitute): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, testTexts.includes(key))]))

  function replaced(item: unknown, isText: boolean): unknown {
    if (Array.isArray(item)) return item.map((one: unknown) => replaced(one, isText))
    if (isMapping(item)) return Object.fromEntries(Object.entries(item).map(([key, one]) => [key, replaced(one, isText)]))
    if (typeof item !== 'string') return item
    const text = substitute(item)
    return !isText && text !== item && /^\d+(\.\d+)?$/.test(text) ? Number(text) : text
  }
}

function settingsOf(
  test: string,
  { tree, settings, context }: { tree: FileTree; settings: ReadonlyMap<string, GroupYaml>; context: ReadGroups },
): TestSettings {
  const { report, substitute } = context
  const path = `data/${test}.yaml`
  const own = parseYaml(inConstants(readYaml(tree, path, { texts: testTexts, report }), substitute), {
    schema: testSchema,
    path,
    report,
  })
  const chain: Partial<z.infer<typeof testSchema>>[] = [own]
  for (let name = parentOf(test); ; name = parentOf(name)) {
    const above = settings.get(name)
    if (above) chain.push(above)
    if (name === '') break
  }
  const first = <Key extends keyof z.infer<typeof testSchema>>(...keys: Key[]) =>
    chain.flatMap((level) => keys.map((key) => level[key])).find((value) => value !== undefined)
  const programArgs = chain.map((level) => level.args).find((value) => value !== undefined) ?? []
  if (programArgs.length > 0) report.refused(path, 'tests with command-line arguments (args) are not judged here')
  const flags = first('output_validator_args', 'output_validator_flags') ?? []
  return {
    validatorFlags: flags.length > 0 ? [...flags] : null,
    inputValidatorFlags: first('input_validator_args', 'input_validator_flags') ?? [],
    hint: own.hint ?? null,
    description: own.description ?? null,
  }
}

/** Which of ours says the same: docs/problem-packages.md has the table. */
function toGroups(tree: FileTree, settings: ReadonlyMap<string, GroupYaml>, report: Report): TestGroup[] {
  const secret = scoreOf('secret', settings.get('secret') ?? {}, { max: 100, aggregation: 'sum' })
  const groups: TestGroup[] = [
    // Samples count where a group requires them, and nowhere else.
    { ...group('', 'sum', 'worst-error'), onReject: 'continue', ignoresSample: true },
    { ...group('sample', 'min', 'worst-error'), acceptScore: 0 },
    { ...toGroup('secret', secret, testsBelow(tree, 'secret')), requires: requiresOf(settings.get('secret')) },
  ]
  const inner = [...settings].filter(([name]) => name.startsWith('secret/'))
  for (const [name, given] of inner) {
    const own = scoreOf(name, given, { max: 'unbounded', aggregation: 'pass-fail' })
    if (secret.aggregation === 'pass-fail') Object.assign(own, { max: secret.max, aggregation: 'pass-fail' })
    if (own.aggregation === 'pass-fail' && own.max === 'unbounded')
      report.refused(`data/${name}`, 'a group with pass-fail aggregation needs a max_score')
    groups.push({ ...toGroup(name, own, testsBelow(tree, name)), requires: requiresOf(given) })
  }
  for (const { name, requires } of groups) {
    for (const required of requires) {
      if (!groups.some((other) => other.name === required) || compareNames(required, name) >= 0)
        report.refused(`data/${name}`, `require_pass: there is no group ${required} before it`)
    }
  }
  report.understood('data', `${groups.length - 1} groups with points`)
  return groups
}

interface Score {
  max: number | 'unbounded'
  aggregation: z.infer<typeof aggregation>
}

function scoreOf(_name: string, given: GroupYaml, defaults: Score): Score {
  return {
    max: given.max_score ?? given.scoring?.score ?? defaults.max,
    aggregation: given.score_aggregation ?? given.scoring?.aggregation ?? defaults.aggregation,
  }
}

function requiresOf(given: GroupYaml | undefined): string[] {
  const names = given?.require_pass ?? given?.scoring?.require_pass ?? []
  return typeof names === 'string' ? [names] : names
}

function testsBelow(tree: FileTree, name: string): number {
  return tree.below(`data/${name}`).filter((path) => path.endsWith('.in')).length
}

function toGroup(name: string, { max, aggregation: how }: Score, tests: number): TestGroup {
  const maxScore = max === 'unbounded' ? null : max
  const whole = maxScore ?? 0
  const bound = maxScore === null ? 'unbounded' : 'bounded'
  switch (how) {
    case 'pass-fail':
      return { ...group(name, 'min', 'worst-error'), acceptScore: whole, maxScore, validatorScores: 'none' }
    case 'min':
      return { ...group(name, 'min', 'worst-error'), acceptScore: whole, maxScore, validatorScores: bound }
    case 'sum':
      return {
        ...group(name, 'sum', 'accept-if-any-accepted'),
        onReject: 'continue',
        acceptScore: tests === 0 ? 0 : whole / tests,
        maxScore,
        validatorScores: bound,
      }
  }
}

function group(name: string, aggregate: TestGroup['aggregate'], verdict: TestGroup['verdict']): TestGroup {
  return {
    name,
    onReject: 'break',
    verdict,
    aggregate,
    acceptScore: 1,
    rejectScore: 0,
    maxScore: null,
    ignoresSample: false,
    requires: [],
  }
}

function split(flags: string): string[] {
  return flags.split(/\s+/).filter((word) => word !== '')
}

import type { TestGroup } from '@eduscale/contracts/test-set'
import { z } from 'zod'
import { bounds } from './bounds'
import { compareNames, type FileTree } from './file-tree'
import { PackageError } from './package-error'
import type { InputValidatorFlags } from './problem-package'
import { parseYaml, readYaml } from './read-yaml'
import type { Report } from './report'

const flagsSchema = z.union([z.string(), z.object({ name: z.string(), flags: z.union([z.string(), z.number()]).default('') })])
const testdataSchema = z.object({
  on_reject: z.enum(['break', 'continue']).optional(),
  grading: z.enum(['default', 'custom']).optional(),
  grader_flags: z.string().optional(),
  input_validator_flags: flagsSchema.optional(),
  output_validator_flags: flagsSchema.optional(),
  accept_score: z.coerce.number().optional(),
  reject_score: z.coerce.number().optional(),
  range: z.string().optional(),
})
type Testdata = z.infer<typeof testdataSchema>

export interface LegacyGroups {
  groups: TestGroup[]
  /** Some group's word on how verdicts or scores come together; a pass-fail package has none. */
  hasGrading: boolean
  validatorFlagsOf: (test: string) => string[] | null
  inputValidatorFlagsOf: (test: string) => InputValidatorFlags
}

/** The tree of groups that data/ and its testdata.yaml files make; a key that a group's file doesn't have comes from above. */
export function readLegacyGroups(
  tree: FileTree,
  { report, validatorFlags, validators }: { report: Report; validatorFlags: string[]; validators: readonly string[] },
): LegacyGroups {
  const settings = new Map<string, Testdata>()
  for (const name of groupFolders(tree)) {
    const path = name === '' ? 'data/testdata.yaml' : `data/${name}/testdata.yaml`
    const own = parseYaml(
      readYaml(tree, path, { texts: ['input_validator_flags', 'output_validator_flags', 'grader_flags', 'range'], report }),
      { schema: testdataSchema, path, report },
    )
    const inherited = name === '' ? {} : (settings.get(parentOf(name)) ?? {})
    settings.set(name, { ...inherited, ...own })
    if (own.grading === 'custom') report.refused(path, 'custom graders are not run here')
    if (typeof own.output_validator_flags === 'object' && !validators.includes(own.output_validator_flags.name))
      report.refused(path, `there is no output validator ${own.output_validator_flags.name}`)
    else if (typeof own.output_validator_flags === 'object' && validators.length > 1)
      report.refused(path, 'flags for one of several output validators are not understood')
  }
  if (settings.size > bounds.groups) throw new PackageError('data', `has more than ${bounds.groups} groups`)
  const groups = [...settings].map(([name, given]) => toGroup(name, given, report))
  const settingOf = (test: string): Testdata => settings.get(parentOf(test)) ?? settings.get('') ?? {}
  return {
    groups,
    hasGrading: groups.some(({ verdict }) => verdict === 'always-accept' || verdict === 'accept-if-any-accepted'),
    validatorFlagsOf: (test) => {
      const own = words(settingOf(test).output_validator_flags)
      return own.length === 0 ? null : [...validatorFlags, ...own]
    },
    inputValidatorFlagsOf: (test) => {
      const given = settingOf(test).input_validator_flags
      return typeof given === 'object' ? { [given.name]: words(given) } : words(given)
    },
  }
}

/** '' and every folder below data/sample and data/secret, parents first. */
function groupFolders(tree: FileTree): string[] {
  const found = new Set([''])
  for (const path of tree.below('data')) {
    if (!/^(sample|secret)\//.test(path) || path.includes('.files/')) continue
    for (let name = parentOf(path); name !== ''; name = parentOf(name)) found.add(name)
  }
  return [...found].toSorted(compareNames)
}

export function parentOf(name: string): string {
  return name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : ''
}

function words(flags: Testdata['output_validator_flags']): string[] {
  const text = typeof flags === 'object' ? String(flags.flags) : (flags ?? '')
  return text.split(/\s+/).filter((word) => word !== '')
}

function toGroup(name: string, given: Testdata, report: Report): TestGroup {
  const group: TestGroup = {
    name,
    onReject: given.on_reject ?? 'break',
    verdict: 'worst-error',
    aggregate: 'sum',
    acceptScore: given.accept_score ?? 1,
    rejectScore: given.reject_score ?? 0,
    maxScore: highest(given.range, name),
    ignoresSample: false,
    requires: [],
  }
  let acceptsAny = false
  for (const flag of words(given.grader_flags)) {
    // Kattis' tools had it under the other name before.
    if (flag === 'worst_error' || flag === 'no_errors') group.verdict = 'worst-error'
    else if (flag === 'first_error') group.verdict = 'first-error'
    else if (flag === 'always_accept') group.verdict = 'always-accept'
    else if (flag === 'accept_if_any_accepted') acceptsAny = true
    else if (flag === 'sum' || flag === 'min' || flag === 'max' || flag === 'avg') group.aggregate = flag
    else if (flag === 'ignore_sample') group.ignoresSample = name === ''
    else report.refused(`data/${name}`, `unknown grader flag ${flag}`)
  }
  if (acceptsAny && group.verdict !== 'always-accept') group.verdict = 'accept-if-any-accepted'
  return group
}

/** The upper end of a range; null where there is none. */
function highest(range: string | undefined, name: string): number | null {
  if (range === undefined) return null
  const [low = '', high = '', ...more] = range.trim().split(/\s+/)
  const number = /^[+-]?(inf|\d+\.?\d*(e[+-]?\d+)?)$/i
  if (more.length > 0 || !number.test(low) || !number.test(high))
    throw new PackageError(`data/${name}`, `range: not two numbers: ${range}`)
  return /inf/i.test(high) ? null : Number(high)
}

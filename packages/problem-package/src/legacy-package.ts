import type { Judging } from '@eduscale/contracts/test-set'
import { kindRules } from '@eduscale/rules/problem-kinds'
import { z } from 'zod'
import type { EduscaleYaml } from './eduscale-yaml'
import type { FileTree } from './file-tree'
import { kindWords, readIo } from './kinds/registry'
import { readLegacyGroups, type LegacyGroups } from './legacy-groups'
import type { PackageParts } from './package-parts'
import { PackageError } from './package-error'
import { readPrograms } from './programs'
import { limitsOf, limitsSchema, secondsSchema } from './package-limits'
import type { Credits } from './problem-package'
import { readProtocols, readTests } from './read-tests'
import { parseYaml, readYaml } from './read-yaml'
import type { Report } from './report'

const text = z.union([z.string(), z.number()]).transform(String)
const legacySchema = z.object({
  problem_format_version: text.optional(),
  type: z.enum(['pass-fail', 'scoring']).default('pass-fail'),
  name: z.union([text, z.record(z.string(), text)]).optional(),
  uuid: text.optional(),
  author: z.union([text, z.array(text)]).optional(),
  source: z.union([text, z.array(text)]).optional(),
  source_url: text.optional(),
  license: text.default('unknown'),
  rights_owner: text.optional(),
  keywords: z.union([text, z.array(text)]).optional(),
  limits: limitsSchema
    .extend({
      time_multiplier: z.number().min(1).max(1000).default(5),
      time_safety_margin: z.number().min(1).max(1000).default(2),
    })
    .prefault({}),
  validation: z.string().default('default'),
  validator_flags: text.default(''),
  output_validator_flags: z.unknown().optional(),
  grading: z
    .object({ objective: z.enum(['min', 'max']).optional() })
    .loose()
    .optional(),
})
const legacyTexts = [
  'problem_format_version',
  'name',
  'uuid',
  'author',
  'source',
  'source_url',
  'license',
  'rights_owner',
  'keywords',
  'validation',
  'validator_flags',
]
type LegacyYaml = z.infer<typeof legacySchema>

/** https://www.kattis.com/problem-package-format/spec/legacy.html, with what its judges have added to it. */
export function readLegacyPackage(tree: FileTree, { report, own }: { report: Report; own: EduscaleYaml }): PackageParts {
  const yaml = parseYaml(readYaml(tree, 'problem.yaml', { texts: legacyTexts, report }), {
    schema: legacySchema,
    path: 'problem.yaml',
    report,
  })
  const given = readYaml(tree, 'problem.yaml')
  if ('output_validator_flags' in given)
    report.ignored(
      'problem.yaml',
      "output_validator_flags: Kattis' tools read it from data/testdata.yaml and validator_flags from here",
    )
  const validation = readValidation(yaml, report)
  const ini = readIni(tree, report)
  const programs = validation.isCustom ? readOutputValidators(tree, report) : []
  if (!validation.isCustom && tree.hasFolder('output_validators'))
    report.ignored('output_validators', 'validation is default, so they are not used')
  const validatorFlags = yaml.validator_flags.split(/\s+/).filter((word) => word !== '')
  const groups = readLegacyGroups(tree, { report, validatorFlags, validators: programs.map(({ name }) => name) })
  if (tree.hasFolder('graders')) report.ignored('graders', 'no group has grading: custom, so they are not used')
  const io = readIo({ own, said: validation.words, format: 'legacy' })
  const hasProtocol = kindRules[io.kind].answers === 'for-the-validator' || validation.isMultiPass
  return {
    names: typeof yaml.name === 'object' ? yaml.name : yaml.name === undefined ? ini.names : { en: yaml.name },
    uuid: yaml.uuid ?? null,
    credits: legacyCredits(yaml),
    limits: {
      ...limitsOf(yaml.limits, report),
      timeMs: readTimeLimit(tree, { yaml, ini }),
      timing: {
        acToTimeLimit: yaml.limits.time_multiplier,
        timeLimitToTle: yaml.limits.time_safety_margin,
        resolutionMs: 1000,
      },
    },
    judging: {
      io,
      maxPasses: validation.isMultiPass ? (yaml.limits.validation_passes ?? 2) : 1,
      validators: programs.map(({ program }) => program),
      validatorFlags,
      scoring: readScoring(yaml, { groups, report, samplesScore: own.samplesScore ?? true }),
    },
    inputValidators: ['input_validators', 'input_format_validators'].flatMap((folder) =>
      readPrograms(tree, { folder, report, substitute: (source) => source, onUnusable: 'ignored' }),
    ),
    protocols: readProtocols(tree, { hasProtocol }),
    tests: readTests(tree, {
      report,
      hasProtocol,
      needsAnswers: !validation.isCustom,
      settingsOf: (test) => ({
        validatorFlags: groups.validatorFlagsOf(test),
        inputValidatorFlags: groups.inputValidatorFlagsOf(test),
        hint: null,
        description: null,
      }),
    }),
    languages: own.languages ?? null,
    statementFolder: 'problem_statement',
    substitute: (source) => source,
  }
}

const passWords = ['multipass', 'multi-pass']
const validationWords = ['score', ...passWords, ...kindWords('legacy').map(({ word }) => word)]

function readValidation(yaml: LegacyYaml, report: Report): { isCustom: boolean; isMultiPass: boolean; words: string[] } {
  const [by = '', ...words] = yaml.validation.split(/\s+/).filter((word) => word !== '')
  if (by !== 'default' && by !== 'custom') throw new PackageError('problem.yaml', `validation: not default or custom: ${by}`)
  const known = by === 'custom' ? validationWords : []
  const expected = known.length > 0 ? known.join(', ') : 'nothing behind it'
  for (const word of words) {
    if (!known.includes(word)) report.refused('problem.yaml', `validation: ${by} ${word} is not understood, expected ${expected}`)
    if (word === 'score' && yaml.type !== 'scoring') report.refused('problem.yaml', 'validation: score in a pass-fail problem')
  }
  return {
    isCustom: by === 'custom',
    isMultiPass: words.some((word) => passWords.includes(word)),
    words,
  }
}

function readOutputValidators(tree: FileTree, report: Report): ReturnType<typeof readPrograms> {
  // Some tools write the newer format's name of the folder into legacy packages.
  const folder = tree.hasFolder('output_validators') ? 'output_validators' : 'output_validator'
  const programs = readPrograms(tree, { folder, report, substitute: (source) => source, onUnusable: 'refused' })
  if (programs.length === 0) report.refused(folder, 'validation is custom, and there is no output validator that can be run')
  return programs
}

function readScoring(
  yaml: LegacyYaml,
  { groups, report, samplesScore }: { groups: LegacyGroups; report: Report; samplesScore: boolean },
): Judging['scoring'] {
  if (yaml.type === 'pass-fail') {
    if (groups.hasGrading)
      report.refused('data', 'a pass-fail problem that accepts submissions with failing tests is not judged here')
    if (yaml.grading) report.ignored('problem.yaml', 'grading is for scoring problems')
    return null
  }
  if (yaml.grading?.objective === 'min')
    report.refused('problem.yaml', 'grading: objective: min; the highest score is the best here')
  report.understood('data', `${groups.groups.length} groups with points`)
  return {
    groups: groups.groups.map((group) => (group.name === '' && !samplesScore ? { ...group, ignoresSample: true } : group)),
  }
}

function legacyCredits(yaml: LegacyYaml): Credits {
  const authors = typeof yaml.author === 'string' ? yaml.author.split(/,\s*|\s+and\s+/) : (yaml.author ?? [])
  const sources = typeof yaml.source === 'string' ? [yaml.source] : (yaml.source ?? [])
  const keywords = typeof yaml.keywords === 'string' ? yaml.keywords.split(/\s+/) : (yaml.keywords ?? [])
  const kept = authors.map((name) => name.trim()).filter((name) => name !== '')
  return {
    people: kept.length > 0 ? { authors: kept } : {},
    sources: sources.map((name, index) => ({ name, url: index === 0 ? (yaml.source_url ?? null) : null })),
    license: yaml.license,
    rightsOwner: yaml.rights_owner ?? null,
    keywords: keywords.filter((word) => word !== ''),
  }
}

interface DomjudgeIni {
  names: Record<string, string>
  timeLimit: string | null
}

const iniPath = 'domjudge-problem.ini'

/** DOMjudge's own file, which may stand instead of problem.yaml. */
function readIni(tree: FileTree, report: Report): DomjudgeIni {
  if (!tree.has(iniPath)) return { names: {}, timeLimit: null }
  const text = tree.text(iniPath, 64 * 1024)
  const valueOf = (key: string): string | null =>
    new RegExp(`^[ \\t]*${key}[ \\t]*=[ \\t]*["']?([^"'\\r\\n;#]+)`, 'im').exec(text)?.[1]?.trim() ?? null
  for (const key of ['special_compare', 'special_run']) {
    if (valueOf(key) !== null) report.refused(iniPath, `${key} names a program that isn't in the package`)
  }
  const name = valueOf('name')
  return { names: name === null ? {} : { en: name }, timeLimit: valueOf('timelimit') }
}

/** A format without a key for it has grown several. Null where none of them is there. */
function readTimeLimit(tree: FileTree, { yaml, ini }: { yaml: LegacyYaml; ini: DomjudgeIni }): number | null {
  const found: [path: string, seconds: unknown][] = []
  if (tree.has('.timelimit')) found.push(['.timelimit', tree.text('.timelimit', 1024).trim()])
  if (yaml.limits.time_limit !== undefined) found.push(['problem.yaml', yaml.limits.time_limit])
  if (ini.timeLimit !== null) found.push([iniPath, ini.timeLimit])
  const [first] = found
  if (!first) return null
  const parsed = secondsSchema.safeParse(first[1])
  if (!parsed.success) throw new PackageError(first[0], 'the time limit is not a number of seconds from 0.05 to 60')
  return Math.round(parsed.data * 1000)
}

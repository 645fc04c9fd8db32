import type { LanguageId } from '@eduscale/contracts/language'
import { kindRules } from '@eduscale/rules/problem-kinds'
import { z } from 'zod'
import type { EduscaleYaml } from './eduscale-yaml'
import type { FileTree } from './file-tree'
import { readGroups2025 } from './groups-2025'
import { kindWords, readIo } from './kinds/registry'
import { languagesOfCode } from './languages'
import { PackageError } from './package-error'
import { limitsOf, limitsSchema, secondsSchema } from './package-limits'
import type { PackageParts } from './package-parts'
import { creditKinds, type Credits } from './problem-package'
import { readPrograms, readProgramFiles, type NamedProgram, type Substitute } from './programs'
import { readProtocols, readTests } from './read-tests'
import { isMapping } from './describe-issue'
import { parseYaml, readYaml } from './read-yaml'
import type { Report } from './report'

const text = z.union([z.string(), z.number()]).transform(String)
const person = z.union([text, z.object({ name: text, email: text.optional() }).loose()])
const people = z.union([person, z.array(person)])
const passesWord = 'multi-pass'
const ofKinds = kindWords('2025-09')
const typeSchema = z.enum(['pass-fail', 'scoring', ...ofKinds.map(({ word }) => word), passesWord])
/** Templates leave a source without a name. */
const source = z.union([text, z.object({ name: text.optional(), url: text.optional() })])
const constant = z.union([z.string(), z.number()])

const schema2025 = z.object({
  problem_format_version: text,
  type: z.union([typeSchema, z.array(typeSchema).min(1)]).default('pass-fail'),
  name: z.union([text, z.record(z.string(), text)]),
  uuid: text.optional(),
  version: text.optional(),
  credits: z.union([text, z.record(z.string(), z.unknown())]).optional(),
  source: z.union([source, z.array(source)]).optional(),
  license: text.default('unknown'),
  rights_owner: text.optional(),
  embargo_until: z.unknown().optional(),
  limits: limitsSchema
    .extend({
      time_resolution: z.number().positive().max(60).default(1),
      time_multipliers: z
        .object({
          ac_to_time_limit: z.number().min(1).max(1000).default(2),
          time_limit_to_tle: z.number().min(1).max(1000).default(1.5),
        })
        .prefault({}),
    })
    .prefault({}),
  keywords: z.union([text, z.array(text)]).optional(),
  languages: z.union([text, z.array(text).min(1)]).default('all'),
  allow_file_writing: z.boolean().optional(),
  /** BAPCtools gives a constant several spellings: `value`, and others that are named `{{name.spelling}}`. */
  constants: z.record(z.string(), z.union([constant, z.record(z.string(), constant)])).optional(),
})
const texts2025 = [
  'problem_format_version',
  'name',
  'uuid',
  'version',
  'credits',
  'source',
  'license',
  'rights_owner',
  'keywords',
  'languages',
  'constants',
]
type Yaml2025 = z.infer<typeof schema2025>

/** https://www.kattis.com/problem-package-format/spec/2025-09.html; the drafts before it where they only spell things otherwise. */
export function readPackage2025(tree: FileTree, { report, own }: { report: Report; own: EduscaleYaml }): PackageParts {
  const yaml = parseYaml(readYaml(tree, 'problem.yaml', { texts: texts2025, report }), {
    schema: schema2025,
    path: 'problem.yaml',
    report,
  })
  const type = readTypes(yaml)
  const substitute = constantsOf(yaml, report)
  if (tree.hasFolder('static_validator')) report.refused('static_validator', 'static validators are not run here')
  if (yaml.embargo_until !== undefined) report.ignored('problem.yaml', 'embargo_until')
  if (yaml.version !== undefined) report.ignored('problem.yaml', 'version')
  if (yaml.allow_file_writing === false) report.ignored('problem.yaml', 'allow_file_writing; programs may write in their own box')
  const validators = readOutputValidator(tree, { report, substitute })
  const io = readIo({ own, said: type, format: '2025-09' })
  const isMultiPass = type.includes(passesWord)
  const hasProtocol = kindRules[io.kind].answers === 'for-the-validator' || isMultiPass
  if ((kindRules[io.kind].needsValidator || isMultiPass) && validators.length === 0)
    report.refused('output_validator', `a problem of type ${type.join(', ')} needs an output validator`)
  const groups = readGroups2025(tree, {
    report,
    substitute,
    isScoring: type.includes('scoring'),
    validators: validators.map(({ name }) => name),
  })
  return {
    names: typeof yaml.name === 'string' ? { en: yaml.name } : yaml.name,
    uuid: yaml.uuid ?? null,
    credits: creditsOf(yaml, report),
    limits: {
      ...limitsOf(yaml.limits, report),
      timeMs: timeLimitOf(yaml),
      timing: {
        acToTimeLimit: yaml.limits.time_multipliers.ac_to_time_limit,
        timeLimitToTle: yaml.limits.time_multipliers.time_limit_to_tle,
        resolutionMs: Math.max(1, Math.round(yaml.limits.time_resolution * 1000)),
      },
    },
    judging: {
      io,
      maxPasses: isMultiPass ? (yaml.limits.validation_passes ?? 2) : 1,
      validators: validators.map(({ program }) => program),
      validatorFlags: [],
      scoring: groups.scoring,
    },
    inputValidators: readPrograms(tree, { folder: 'input_validators', report, substitute, onUnusable: 'ignored' }),
    protocols: readProtocols(tree, { hasProtocol }),
    tests: readTests(tree, {
      report,
      hasProtocol,
      needsAnswers: validators.length === 0,
      settingsOf: groups.settingsOf,
    }),
    languages: own.languages ?? languagesOf(yaml, report),
    statementFolder: tree.hasFolder('statement') ? 'statement' : 'problem_statement',
    substitute,
  }
}

function readTypes(yaml: Yaml2025): readonly string[] {
  const type = typeof yaml.type === 'string' ? [yaml.type] : yaml.type
  const once = ofKinds.filter(({ kind }) => !kindRules[kind].mayHavePasses)
  const clashes = [
    ['pass-fail', 'scoring'],
    ...once.map(({ word }) => [word, passesWord]),
    // A problem is of one kind.
    ...ofKinds.flatMap(({ word }, index) => ofKinds.slice(index + 1).map((other) => [word, other.word])),
  ]
  const clash = clashes.find((words) => words.every((word) => type.includes(word)))
  if (clash) throw new PackageError('problem.yaml', `type: ${clash.join(' and ')} exclude each other`)
  return type
}

function constantsOf(yaml: Yaml2025, report: Report): Substitute {
  const constants = new Map(
    Object.entries(yaml.constants ?? {}).flatMap(([name, given]) =>
      typeof given === 'object'
        ? Object.entries(given).map(([key, value]): [string, string] => [
            key === 'value' ? name : `${name}.${key}`,
            String(value),
          ])
        : [[name, String(given)] as const],
    ),
  )
  // BAPCtools' name for what a constant without other spellings is.
  for (const [name, value] of constants) if (!name.includes('.')) constants.set(`${name}.value`, value)
  if (constants.size === 0) return (given) => given
  report.understood('problem.yaml', `${Object.keys(yaml.constants ?? {}).length} constants, put in where they are named`)
  return (given) =>
    given.replaceAll(/\{\{ *([a-zA-Z_][a-zA-Z0-9_.]*) *\}\}/g, (whole, name: string) => constants.get(name) ?? whole)
}

/** The folder holds one program; several source files in it are that program's. */
function readOutputValidator(tree: FileTree, { report, substitute }: { report: Report; substitute: Substitute }): NamedProgram[] {
  const folder = tree.hasFolder('output_validator') ? 'output_validator' : 'output_validators'
  const { files, folders } = tree.list(folder)
  if (folders.length === 0 && files.length > 1 && !files.some((name) => name === 'build' || name === 'run')) {
    const names = files.filter((name) => !/^readme/i.test(name) && tree.isText(`${folder}/${name}`))
    for (const name of files.filter((one) => !tree.isText(`${folder}/${one}`)))
      report.ignored(`${folder}/${name}`, 'is no text, so no part of the program')
    const program = readProgramFiles(tree, { folder, names, substitute })
    if (typeof program !== 'string') return [{ name: folder, program }]
    report.refused(folder, program)
    return []
  }
  const programs = readPrograms(tree, { folder, report, substitute, onUnusable: 'refused' })
  if (programs.length > 1) report.refused(folder, 'holds more than one output validator')
  return programs
}

function timeLimitOf({ limits }: Yaml2025): number | null {
  if (limits.time_limit === undefined) return null
  const seconds = secondsSchema.safeParse(limits.time_limit)
  if (!seconds.success) throw new PackageError('problem.yaml', 'limits.time_limit is not a number of seconds from 0.05 to 60')
  return Math.round(seconds.data * 1000)
}

function languagesOf(yaml: Yaml2025, report: Report): LanguageId[] | null {
  if (yaml.languages === 'all') return null
  const codes = typeof yaml.languages === 'string' ? [yaml.languages] : yaml.languages
  const found = codes.flatMap((code) => {
    const ids = languagesOfCode(code)
    if (ids.length === 0) report.ignored('problem.yaml', `languages: ${code} doesn't run here`)
    return ids
  })
  if (found.length === 0) report.refused('problem.yaml', 'languages: none of them runs here')
  return [...new Set(found)]
}

function creditsOf(yaml: Yaml2025, report: Report): Credits {
  const given = typeof yaml.credits === 'string' ? { authors: yaml.credits } : (yaml.credits ?? {})
  const credits: Credits = {
    people: {},
    sources: (Array.isArray(yaml.source) ? yaml.source : yaml.source === undefined ? [] : [yaml.source]).flatMap((one) => {
      if (typeof one === 'string') return [{ name: one, url: null }]
      return one.name === undefined ? [] : [{ name: one.name, url: one.url ?? null }]
    }),
    license: yaml.license,
    rightsOwner: yaml.rights_owner ?? null,
    keywords: typeof yaml.keywords === 'string' ? yaml.keywords.split(/\s+/) : (yaml.keywords ?? []),
  }
  for (const [kind, value] of Object.entries(given)) {
    const known = creditKinds.find((one) => one === kind)
    const parsed = people.safeParse(value)
    if (!known || !parsed.success) report.ignored('problem.yaml', `credits.${kind}`)
    else credits.people[known] = (Array.isArray(parsed.data) ? parsed.data : [parsed.data]).map(nameOf)
  }
  return credits
}

function nameOf(given: z.infer<typeof person>): string {
  if (typeof given === 'string') return given
  return isMapping(given) && typeof given.email === 'string' ? `${given.name} <${given.email}>` : given.name
}

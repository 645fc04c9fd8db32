import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { LanguageId } from '@eduscale/contracts/language'
import { fileNameSchema, plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { kindRules } from '@eduscale/rules/problem-kinds'
import { parseValidatorFlags } from '@eduscale/rules/validator-flags'
import { bounds } from './bounds'
import { aboutProblem, readEduscaleYaml } from './eduscale-yaml'
import { withExactParts } from './exact-parts'
import type { FileTree } from './file-tree'
import { languageOfFile, languagesOfCode } from './languages'
import { readLegacyPackage } from './legacy-package'
import { readPackage2025 } from './package-2025'
import { PackageError } from './package-error'
import { nameOf, textsOf } from './package-texts'
import type { PackageFormat, ProblemPackage } from './problem-package'
import { readFolder } from './read-folder'
import { readPictures } from './pictures'
import { readProgramFiles, type Substitute } from './programs'
import { readStatements } from './read-statements'
import { readSubmissions } from './read-submissions'
import { readYaml } from './read-yaml'
import { readZip } from './read-zip'
import { Report, type ReportLine } from './report'

export interface PackageRead {
  package: ProblemPackage
  report: ReportLine[]
  /** It can't be judged rightly: some line of the report says why. */
  isRefused: boolean
}

/** Reads a package from a folder, or a .zip or .kpp file. Throws PackageError, one line, where there is none to be read. */
export async function readPackage(source: string): Promise<PackageRead> {
  const path = resolve(source)
  const info = await stat(path).catch(() => null)
  if (!info) throw new PackageError('', `there is no ${source}`)
  const report = new Report()
  if (info.isDirectory()) return readPackageTree(await readFolder(path, report), { slug: slugOf(basename(path)), report })
  if (!info.isFile()) throw new PackageError('', `${source} is neither a folder nor a file`)
  if (info.size > bounds.archiveBytes) throw new PackageError('', `${source} is larger than ${bounds.archiveBytes} bytes`)
  return readPackageZip(await readFile(path), slugOf(basename(path).replace(/\.(zip|kpp)$/i, '')))
}

export async function readPackageZip(archive: Buffer, slug: string): Promise<PackageRead> {
  const report = new Report()
  return readPackageTree(await readZip(archive, report), { slug, report })
}

export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return slug.slice(0, 80) || 'problem'
}

export function readPackageTree(tree: FileTree, { slug, report }: { slug: string; report: Report }): PackageRead {
  if (!tree.has('problem.yaml') && !tree.has('domjudge-problem.ini')) throw new PackageError('', missing(tree))
  const format = formatOf(tree, report)
  const own = readEduscaleYaml(tree, report)
  const parts = format === 'legacy' ? readLegacyPackage(tree, { report, own }) : readPackage2025(tree, { report, own })
  const { substitute, statementFolder, judging, ...rest } = parts
  const { statements, titles } = readStatements(tree, { folder: statementFolder, report, substitute })
  const names = Object.keys(rest.names).length > 0 ? rest.names : titles
  if (Object.keys(names).length === 0) names['en'] = slug
  const problem: ProblemPackage = {
    slug,
    format,
    ...rest,
    names,
    statements,
    pictures: readPictures(tree, { folder: statementFolder, statements, report }),
    about: aboutProblem(own, { keywords: rest.credits.keywords, name: nameOf(names) }),
    judging: {
      ...judging,
      includes: readIncludes(tree, { report, substitute }),
      timeMultipliers: own.timeMultipliers ?? {},
    },
    submissions: readSubmissions(tree, {
      report,
      format,
      substitute,
      isOutputs: kindRules[judging.io.kind].submission === 'answers',
      exact: own.exact?.expectations ?? {},
    }),
    starters: readStarters(tree),
  }
  reportTexts(problem, { report, folder: statementFolder })
  reportRest(tree, { report, problem })
  const exact = own.exact ? withExactParts(problem, own.exact) : problem
  const path = own.exact?.validatorFlags ? 'eduscale.yaml' : 'problem.yaml'
  checkSizeOfFlags(exact, { report, path })
  checkDefaultFlags(exact, { report, path })
  return { package: withSharedFlags(exact), report: report.lines, isRefused: report.isRefused }
}

function reportTexts(problem: ProblemPackage, { report, folder }: { report: Report; folder: string }): void {
  if (problem.statements.length === 0) return
  const texts = textsOf(problem)
  report.understood(folder, `statements in ${texts.map(({ lang }) => lang).join(', ')}`)
  for (const { language } of problem.statements)
    if (!texts.some(({ tag }) => tag === language)) report.ignored(folder, `the ${language} statement is kept, and not shown`)
}

/** No validator can be called with more: each submission would break the slots that it is judged in. */
function checkSizeOfFlags({ judging, tests }: ProblemPackage, { report, path }: { report: Report; path: string }): void {
  const check = (at: string, flags: readonly string[]): void => {
    const chars = flags.reduce((sum, flag) => sum + flag.length, 0)
    if (flags.length > bounds.flags || chars > bounds.flagChars)
      report.refused(at, `has ${flags.length} flags of ${chars} characters; ${bounds.flags} of ${bounds.flagChars} are the most`)
  }
  check(path, judging.validatorFlags)
  for (const { name, validatorFlags, inputValidatorFlags } of tests) {
    check(`data/${name}`, validatorFlags ?? [])
    for (const flags of Array.isArray(inputValidatorFlags) ? [inputValidatorFlags] : Object.values(inputValidatorFlags))
      check(`data/${name}`, flags)
  }
}

/** A flag that the default validator doesn't know would make every verdict an internal error. */
function checkDefaultFlags({ judging, tests }: ProblemPackage, { report, path: ofAll }: { report: Report; path: string }): void {
  if (judging.validators.length > 0) return
  const all = new Map<string, readonly string[]>([[ofAll, judging.validatorFlags]])
  for (const { name, validatorFlags } of tests) if (validatorFlags) all.set(`data/${name}`, validatorFlags)
  const seen = new Set<string>()
  for (const [path, flags] of all) {
    const key = flags.join(' ')
    if (seen.has(key)) continue
    seen.add(key)
    try {
      parseValidatorFlags(flags)
    } catch (error) {
      report.refused(path, error instanceof Error ? error.message : String(error))
    }
  }
}

/** Both formats can say flags for all tests, each in its own way: what is the same for all is the problem's. */
function withSharedFlags(problem: ProblemPackage): ProblemPackage {
  const [first] = problem.tests
  const shared = first?.validatorFlags
  if (!shared) return problem
  const key = JSON.stringify(shared)
  if (problem.tests.some(({ validatorFlags }) => JSON.stringify(validatorFlags) !== key)) return problem
  return {
    ...problem,
    judging: { ...problem.judging, validatorFlags: shared },
    tests: problem.tests.map((test) => ({ ...test, validatorFlags: null })),
  }
}

function missing(tree: FileTree): string {
  const found = tree.paths.find((path) => path.endsWith('/problem.yaml'))
  return found === undefined ? 'there is no problem.yaml: not a problem package' : `there is no problem.yaml here, but ${found}`
}

function formatOf(tree: FileTree, report: Report): PackageFormat {
  const given = readYaml(tree, 'problem.yaml')['problem_format_version'] ?? 'legacy'
  const version = typeof given === 'string' ? given : 'something else'
  switch (version) {
    case 'legacy':
    case 'legacy-icpc':
      report.understood('problem.yaml', 'legacy format')
      return 'legacy'
    case '2025-09':
      report.understood('problem.yaml', 'format 2025-09')
      return '2025-09'
    case '2023-07':
    case '2023-07-draft':
    case '2025-03-draft':
    case 'draft':
      report.understood('problem.yaml', `format ${version}, read as 2025-09`)
      return '2025-09'
    default:
      throw new PackageError('problem.yaml', `problem_format_version: ${version.slice(0, 40)} is not known here`)
  }
}

function readIncludes(tree: FileTree, { report, substitute }: { report: Report; substitute: Substitute }): Judging['includes'] {
  const includes: Judging['includes'] = []
  for (const code of tree.list('include').folders) {
    const folder = `include/${code}`
    const ids: (LanguageId | 'default')[] = code === 'default' ? ['default'] : languagesOfCode(code)
    if (ids.length === 0) {
      report.ignored(folder, "is for a language that doesn't run here")
      continue
    }
    const names = tree.below(folder)
    const bad = names.find((name) => !fileNameSchema.safeParse(name).success)
    if (bad !== undefined || names.length > bounds.programFiles) {
      report.refused(folder, `its files can't be put beside a submission: ${bad ?? 'too many'}`)
      continue
    }
    const files = names.map((name) => ({ name, text: substitute(tree.text(`${folder}/${name}`, bounds.sourceBytes)) }))
    for (const language of ids) includes.push({ language, files })
    report.understood(folder, `${files.length} files beside every submission`)
  }
  return includes
}

function readStarters(tree: FileTree): ProblemPackage['starters'] {
  const starters: ProblemPackage['starters'] = {}
  for (const name of tree.list('attachments/starter').files) {
    const language = languageOfFile(name)
    if (!language) continue
    const read = readProgramFiles(tree, { folder: 'attachments/starter', names: [name], substitute: (text) => text })
    const text = typeof read === 'string' ? undefined : read.files[0]?.text
    if (text !== undefined) starters[language] = text
  }
  return starters
}

const knownFolders = new Set([
  'data',
  'submissions',
  'input_validators',
  'input_format_validators',
  'output_validators',
  'output_validator',
  'problem_statement',
  'statement',
  'include',
  'attachments',
  'graders',
  'static_validator',
])
const quiet = new Set(['generators'])
const knownFiles = /^(problem\.yaml|eduscale\.yaml|\.timelimit|domjudge-problem\.ini|readme.*|license.*)$/i

function reportRest(tree: FileTree, { report, problem }: { report: Report; problem: ProblemPackage }): void {
  const { files, folders } = tree.list('')
  for (const name of files.filter((one) => !knownFiles.test(one))) report.ignored(name, 'is not of the format')
  for (const name of folders.filter((one) => !knownFolders.has(one) && !quiet.has(one)))
    report.ignored(name, 'is not used for judging')
  for (const name of [...tree.list('attachments').files, ...tree.list('attachments').folders.filter((one) => one !== 'starter')])
    report.ignored(`attachments/${name}`, 'attachments are not offered; starter code is, from attachments/starter')
  if (tree.hasFolder('input_validators') || tree.hasFolder('input_format_validators')) {
    if (problem.inputValidators.length === 0) report.ignored('input_validators', 'there is none that runs here')
  }
  const samples = problem.tests.filter(({ isSample }) => isSample).length
  report.understood('data', `${samples} samples and ${problem.tests.length - samples} secret tests`)
  report.understood('submissions', `${problem.submissions.length} submissions`)
  if (problem.judging.io.kind !== plainJudging.io.kind) report.understood('', `kind of problem: ${problem.judging.io.kind}`)
  if (problem.judging.maxPasses > 1) report.understood('', `up to ${problem.judging.maxPasses} passes`)
  if (problem.judging.validators.length > 0) report.understood('', `${problem.judging.validators.length} output validators`)
}

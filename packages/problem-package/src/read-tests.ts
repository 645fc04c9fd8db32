import { bounds } from './bounds'
import { compareNames, type FileTree } from './file-tree'
import { PackageError } from './package-error'
import type { InputValidatorFlags, PackageTest } from './problem-package'
import type { Report } from './report'

/** What a format says of one test besides its files. */
export interface TestSettings {
  validatorFlags: string[] | null
  inputValidatorFlags: InputValidatorFlags
  hint: string | null
  description: string | null
}

interface ReadTests {
  report: Report
  /** Interactive or multi-pass: what a sample shows is a protocol. */
  hasProtocol: boolean
  /** A test's answer is missing: fine for some validators, never for the default one. */
  needsAnswers: boolean
  settingsOf: (name: string) => TestSettings
}

const pictures = ['.png', '.jpg', '.jpeg', '.svg', '.gif']

/** Every `*.in` of data/sample and data/secret with what stands beside it, in the order in which they are judged. */
export function readTests(tree: FileTree, { report, hasProtocol, needsAnswers, settingsOf }: ReadTests): PackageTest[] {
  const all = tree.below('data')
  const names = all
    .filter((path) => path.endsWith('.in') && /^(sample|secret)\//.test(path))
    .map((path) => path.slice(0, -'.in'.length))
    .toSorted(compareNames)
  if (names.length > bounds.tests) throw new PackageError('data', `has more than ${bounds.tests} tests`)
  reportOthers(tree, { all, names: new Set(names), report, hasProtocol })
  if (!names.some((name) => name.startsWith('secret/'))) {
    const hasGenerators = tree.hasFolder('generators')
    const why = hasGenerators
      ? 'there is no secret test; the package would have its generators make them, and generators are not run here'
      : 'there is no secret test'
    report.refused('data/secret', why)
  }
  reportOddTexts(tree, { names, report })
  return names.map((name) => {
    const text = (ending: string): string | null =>
      tree.has(`data/${name}${ending}`) ? tree.exactText(`data/${name}${ending}`) : null
    const answer = text('.ans')
    if (answer === null && needsAnswers) report.refused(`data/${name}.in`, `has no ${name.split('/').at(-1)}.ans beside it`)
    const isSample = name.startsWith('sample/')
    const settings = settingsOf(name)
    return {
      name,
      isSample,
      input: text('.in') ?? '',
      answer: answer ?? '',
      validatorFlags: settings.validatorFlags,
      inputValidatorFlags: settings.inputValidatorFlags,
      hint: settings.hint ?? text('.hint'),
      description: settings.description ?? text('.desc'),
      shown: {
        input: isSample ? text('.in.statement') : null,
        answer: isSample ? (text('.ans.statement') ?? text('.out')) : null,
        interaction: isSample ? text('.interaction') : null,
      },
    }
  })
}

/** Each is given to programs as it is; the formats' "General requirements" want none of them. */
const oddities = [
  { what: 'lines end with CRLF', isIn: (text: string) => text.includes('\r\n') },
  { what: 'a byte order mark stands at the start', isIn: (text: string) => text.startsWith('\ufeff') },
  { what: 'the last line has no newline', isIn: (text: string) => text !== '' && !text.endsWith('\n') },
]

/** One line for each kind, however many files have it. */
function reportOddTexts(tree: FileTree, { names, report }: { names: readonly string[]; report: Report }): void {
  const paths = names.flatMap((name) => [`data/${name}.in`, `data/${name}.ans`]).filter((path) => tree.has(path))
  for (const { what, isIn } of oddities) {
    const [first, ...others] = paths.filter((path) => isIn(tree.exactText(path)))
    if (first === undefined) continue
    const more = others.length === 0 ? '' : `, and in ${others.length} more files of data`
    report.ignored(first, `${what}${more}; programs get it as it is`)
  }
}

/** Protocols of samples that have no test: most interactive packages have only these. */
export function readProtocols(tree: FileTree, { hasProtocol }: { hasProtocol: boolean }): { name: string; text: string }[] {
  if (!hasProtocol) return []
  const ending = '.interaction'
  const names = tree
    .below('data')
    .filter((path) => path.startsWith('sample/') && path.endsWith(ending))
    .map((path) => path.slice(0, -ending.length))
  const alone = names.filter((name) => !tree.has(`data/${name}.in`))
  return alone.map((name) => ({ name, text: tree.text(`data/${name}${ending}`, bounds.statementBytes) }))
}

/** The default judge can't know the meaning of anything else that lies in data/. */
function reportOthers(
  tree: FileTree,
  {
    all,
    names,
    report,
    hasProtocol,
  }: { all: readonly string[]; names: ReadonlySet<string>; report: Report; hasProtocol: boolean },
): void {
  const known = ['.in', '.ans', '.hint', '.desc', '.yaml', '.interaction', '.in.statement', '.ans.statement', '.out']
  let illustrations = 0
  for (const path of all) {
    const files = /^(?<test>.*)\.files\//.exec(path)
    if (files?.groups?.['test'] !== undefined) {
      report.refused(`data/${files.groups['test']}.files`, 'tests with files of their own are not judged here')
      continue
    }
    const [folder = ''] = path.split('/')
    if (folder !== 'sample' && folder !== 'secret') {
      if (path.includes('/')) report.ignored(`data/${folder}`, 'only sample and secret are judged')
      continue
    }
    const ending = known.toSorted((a, b) => b.length - a.length).find((one) => path.endsWith(one))
    const base = path.split('/').at(-1) ?? ''
    if (base === 'testdata.yaml' || base === 'test_group.yaml') continue
    if (pictures.some((one) => path.endsWith(one))) illustrations += 1
    else if (path.endsWith('.download')) report.ignored(`data/${path}`, 'samples are shown, not downloaded')
    else if (!ending) report.ignored(`data/${path}`, 'belongs to no test')
    else if (!names.has(path.slice(0, -ending.length))) {
      const isProtocol = ending === '.interaction' && hasProtocol
      if (!isProtocol) report.ignored(`data/${path}`, 'its test has no .in')
    }
  }
  if (illustrations > 0) report.ignored('data', `${illustrations} illustrations of tests`)
}

import { languageIds } from '@eduscale/contracts/language'
import { fileNameSchema } from '@eduscale/contracts/test-set'
import { bounds } from './bounds'
import { legacyExpectation, noExpectation, readTags } from './expectations'
import type { FileTree } from './file-tree'
import { entryFirst, languageOfFiles, languagesOfCode } from './languages'
import { PackageError } from './package-error'
import type { Expectation, PackageFormat, PackageSubmission } from './problem-package'
import type { Substitute } from './programs'
import { readYaml } from './read-yaml'
import type { Report } from './report'
import { readSubmissionsYaml } from './submissions-yaml'

interface ReadSubmissions {
  report: Report
  format: PackageFormat
  substitute: Substitute
  /** Output-only: a submission is a folder of outputs. */
  isOutputs: boolean
  /** By path, before anything that folders and files say. */
  exact: Readonly<Record<string, Expectation>>
}

/** Every submission that can be run here, with what is expected of it; the others are in the report. */
export function readSubmissions(
  tree: FileTree,
  { report, format, substitute, isOutputs, exact }: ReadSubmissions,
): PackageSubmission[] {
  const yaml = readSubmissionsYaml(readYaml(tree, 'submissions/submissions.yaml', { report }), report)
  const submissions: PackageSubmission[] = []
  for (const folder of tree.list('submissions').folders) {
    const { files, folders } = tree.list(`submissions/${folder}`)
    for (const name of [...files, ...folders].toSorted()) {
      const path = `${folder}/${name}`
      const read = files.includes(name)
        ? [{ name, whole: `submissions/${path}` }]
        : tree.below(`submissions/${path}`).map((inner) => ({ name: inner, whole: `submissions/${path}/${inner}` }))
      if (/^readme(\.|$)/i.test(name)) continue
      const submission = readOne(read, path)
      if (typeof submission === 'string') report.ignored(`submissions/${path}`, submission)
      else submissions.push(submission)
    }
  }
  if (submissions.length > bounds.submissions)
    throw new PackageError('submissions', `has more than ${bounds.submissions} submissions`)
  const accepted = submissions.filter(({ path }) => path.startsWith('accepted/'))
  if (accepted.length === 0)
    report.ignored('submissions', 'there is no accepted submission that runs here: nothing proves the package')
  return submissions

  function readOne(names: readonly { name: string; whole: string }[], path: string): PackageSubmission | string {
    if (names.length > bounds.tests) return 'has too many files'
    const bad = names.find(({ name }) => !fileNameSchema.safeParse(name).success)
    if (bad)
      return bad.name.includes('/')
        ? `folders inside of a submission are not judged: ${bad.name}`
        : `has a file called ${bad.name}`
    const named = format === '2025-09' ? yaml.languageOf(path) : null
    // Outputs are nobody's language; the engine asks for one, and runs nothing.
    const language = isOutputs
      ? 'c'
      : named === null
        ? languageOfFiles(names.map(({ name }) => name))
        : (languagesOfCode(named)[0] ?? null)
    if (language === null)
      return named === null
        ? 'is in no language that runs here, or in several'
        : `submissions.yaml says that it is in ${named}, which doesn't run here, expected ${languageIds.join(', ')}`
    const files = names.map(({ name, whole }) => ({ name, text: substitute(tree.text(whole, bounds.sourceBytes)) }))
    if (language === 'python' && files.some(({ text }) => /^#!.*python2/.test(text))) return 'is Python 2'
    const expectation = expectationOf(path, files)
    if (expectation === null) return `nothing says what to expect of submissions in ${path.split('/')[0] ?? ''}`
    const entry = yaml.entryOf(path)
    if (entry !== null && !files.some(({ name }) => name === entry))
      report.ignored(`submissions/${path}`, `entrypoint ${entry}; expected ${files.map(({ name }) => name).join(', ')}`)
    const sorted = entryFirst(files)
    return {
      path,
      language,
      files: entry === null ? sorted : sorted.toSorted((a, b) => Number(b.name === entry) - Number(a.name === entry)),
      expectation,
    }
  }

  function expectationOf(path: string, files: readonly { text: string }[]): Expectation | null {
    const own = exact[path]
    if (own) return own
    const [folder = ''] = path.split('/')
    const tags = readTags(files.map(({ text }) => text).join('\n'))
    for (const word of tags.unknown) report.ignored(`submissions/${path}`, `unknown result ${word} in @EXPECTED_RESULTS@`)
    const rules = format === '2025-09' ? yaml.rulesOf(path) : null
    const byFolder = format === '2025-09' && rules !== null ? { ...noExpectation, rules } : legacyExpectation(folder)
    if (tags.verdicts === null) return byFolder && tags.score ? { ...byFolder, score: tags.score } : byFolder
    return { ...noExpectation, verdicts: tags.verdicts, score: tags.score }
  }
}

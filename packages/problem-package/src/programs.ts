import { fileNameSchema, type Program, type TextFile } from '@eduscale/contracts/test-set'
import { bounds } from './bounds'
import type { FileTree } from './file-tree'
import { entryFirst, isHeader, languageOfFile, languageOfFiles } from './languages'
import type { Report } from './report'

export interface NamedProgram {
  name: string
  program: Program
}

/** Replaces `{{name}}` by the package's constants; the identity where the format has none. */
export type Substitute = (text: string) => string

interface ReadPrograms {
  folder: string
  report: Report
  substitute: Substitute
  /** What becomes of a program that can't be run here. */
  onUnusable: 'refused' | 'ignored'
}

const specifications = ['.ctd', '.viva']

/** The programs of a folder: each a file, or a folder of files. Loose headers belong to each program beside them. */
export function readPrograms(tree: FileTree, { folder, report, substitute, onUnusable }: ReadPrograms): NamedProgram[] {
  const { files, folders } = tree.list(folder)
  const programs: NamedProgram[] = []
  const sources = files.filter((name) => languageOfFiles([name]) !== null)
  const beside = files.filter((name) => !sources.includes(name))
  for (const name of beside) {
    if (name === 'build' || name === 'run') report[onUnusable](`${folder}/${name}`, 'build and run scripts are not run here')
    else if (specifications.some((ending) => name.endsWith(ending)))
      report.ignored(`${folder}/${name}`, 'Checktestdata and VIVA specifications are not run here')
    else if (!/^readme/i.test(name) && !isHeader(name))
      report[sources.length + folders.length === 0 ? onUnusable : 'ignored'](
        `${folder}/${name}`,
        'is in no language that runs here',
      )
  }
  for (const name of sources) {
    const isNative = ['c', 'cpp'].includes(languageOfFile(name) ?? '')
    const extra = isNative ? beside.filter(isHeader) : []
    const read = readProgramFiles(tree, { folder, names: [name, ...extra], substitute })
    addProgram(read, { path: `${folder}/${name}`, name: name.replace(/\.[^.]*$/, '') })
  }
  for (const name of folders) {
    const inner = `${folder}/${name}`
    const names = tree.below(inner)
    const scripts = names.filter((file) => file === 'build' || file === 'run')
    if (scripts.length > 0) {
      report[onUnusable](`${inner}/${scripts[0]}`, 'build and run scripts are not run here')
      continue
    }
    const texts = names.filter((file) => tree.isText(`${inner}/${file}`))
    for (const file of names.filter((one) => !texts.includes(one)))
      report.ignored(`${inner}/${file}`, 'is no text, so no part of the program')
    const kept = texts.filter((file) => !/^readme|\.(md|txt|ctd|viva)$/i.test(file))
    for (const file of names.filter((one) => specifications.some((ending) => one.endsWith(ending))))
      report.ignored(`${inner}/${file}`, 'Checktestdata and VIVA specifications are not run here')
    if (kept.length === 0) continue
    addProgram(readProgramFiles(tree, { folder: inner, names: kept, substitute }), { path: inner, name })
  }
  return programs

  function addProgram(read: Program | string, { path, name }: { path: string; name: string }): void {
    if (typeof read === 'string') report[onUnusable](path, read)
    else programs.push({ name, program: read })
  }
}

/** A string says why it can't be run. */
export function readProgramFiles(
  tree: FileTree,
  { folder, names, substitute }: { folder: string; names: readonly string[]; substitute: Substitute },
): Program | string {
  const bad = names.find((name) => !fileNameSchema.safeParse(name).success)
  if (bad !== undefined) return bad.includes('/') ? `has folders inside: ${bad}` : `has a file called ${bad}`
  if (names.length > bounds.programFiles) return `has more than ${bounds.programFiles} files`
  const language = languageOfFiles(names)
  if (!language) return 'is in no language that runs here, or in several'
  const files: TextFile[] = names.map((name) => ({
    name,
    text: substitute(tree.text(`${folder}/${name}`, bounds.sourceBytes)),
  }))
  if (language === 'python' && files.some(({ text }) => /^#!.*python2/.test(text))) return 'is Python 2'
  return { language, files: entryFirst(files) }
}

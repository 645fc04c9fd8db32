import { languageIdSchema, type LanguageId } from '@eduscale/contracts/language'

interface PackageLanguage {
  /** The format's own code comes first, then spellings that packages in the wild have. */
  codes: readonly string[]
  extensions: readonly string[]
  /** Ours; those that this platform doesn't run are dropped. The first is what a file of that ending is taken for. */
  ids: readonly string[]
}

/** https://www.kattis.com/problem-package-format/appendix/languages.html, as far as somebody may ask for it here. */
const table: readonly PackageLanguage[] = [
  { codes: ['python3', 'python', 'py3', 'py', 'pypy3', 'python3numpy'], extensions: ['.py', '.py3'], ids: ['python'] },
  { codes: ['cpp', 'c++', 'cppgmp', 'cc'], extensions: ['.cc', '.cpp', '.cxx', '.c++', '.C'], ids: ['cpp', 'cpp17'] },
  { codes: ['java', 'javaalgs4'], extensions: ['.java'], ids: ['java'] },
  { codes: ['javascript', 'js'], extensions: ['.js'], ids: ['javascript'] },
  { codes: ['typescript', 'ts'], extensions: ['.ts'], ids: ['typescript'] },
  { codes: ['c', 'cgmp'], extensions: ['.c'], ids: ['c'] },
  { codes: ['rust'], extensions: ['.rs'], ids: ['rust'] },
  { codes: ['go'], extensions: ['.go'], ids: ['go'] },
  { codes: ['kotlin'], extensions: ['.kt'], ids: ['kotlin'] },
  { codes: ['csharp', 'c#'], extensions: ['.cs'], ids: ['csharp'] },
  { codes: ['sql'], extensions: ['.sql'], ids: ['sql'] },
  { codes: ['ruby'], extensions: ['.rb'], ids: ['ruby'] },
  { codes: ['haskell'], extensions: ['.hs'], ids: ['haskell'] },
  { codes: ['ocaml'], extensions: ['.ml'], ids: ['ocaml'] },
  { codes: ['php'], extensions: ['.php'], ids: ['php'] },
  { codes: ['lua'], extensions: ['.lua'], ids: ['lua'] },
  { codes: ['perl'], extensions: ['.pm'], ids: ['perl'] },
  { codes: ['pascal'], extensions: ['.pas'], ids: ['pascal'] },
  { codes: ['swift'], extensions: ['.swift'], ids: ['swift'] },
]
const headers = ['.h', '.hh', '.hpp', '.hxx', '.inc']

function idsOf(language: PackageLanguage | undefined): LanguageId[] {
  return (language?.ids ?? []).flatMap((id) => languageIdSchema.safeParse(id).data ?? [])
}

/** Our ids for a language code of the format; none for one that isn't run here. */
export function languagesOfCode(code: string): LanguageId[] {
  const own = languageIdSchema.safeParse(code).data
  const found = idsOf(table.find(({ codes }) => codes.includes(code.toLowerCase().replaceAll(' ', ''))))
  if (found.length > 0) return found
  return own ? [own] : []
}

/** The format's code; several ids may share one. */
export function codeOfLanguage(id: LanguageId): string {
  return table.find(({ ids }) => ids.includes(id))?.codes[0] ?? id
}

export function languageOfFile(name: string): LanguageId | null {
  return idsOf(table.find(({ extensions }) => extensions.some((ending) => name.endsWith(ending))))[0] ?? null
}

/** The one language of a program's files; C in a C++ program is C++. Null when there is none, or more than one. */
export function languageOfFiles(names: readonly string[]): LanguageId | null {
  const found = new Set(names.flatMap((name) => languageOfFile(name) ?? []))
  if (found.has('cpp')) found.delete('c')
  const [only] = found
  return found.size === 1 && only ? only : null
}

/** Whether compilers read it though it says nothing about the language. */
export function isHeader(name: string): boolean {
  return headers.some((ending) => name.endsWith(ending))
}

/** The file a language starts with goes first. */
export function entryFirst<File extends { name: string }>(files: readonly File[]): File[] {
  const isEntry = ({ name }: File): boolean => languageOfFile(name) !== null && /^(main|__main__)\./i.test(name)
  const rank = (file: File): number => (isEntry(file) ? 0 : languageOfFile(file.name) === null ? 2 : 1)
  return files.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}

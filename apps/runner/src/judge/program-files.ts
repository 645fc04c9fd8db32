import { languageNames } from '@eduscale/contracts/language'
import { fileNameSchema, type Judging } from '@eduscale/contracts/test-set'
import type { Language } from '../languages/language'
import type { SourceLines } from './source-lines'

export interface Source {
  name: string
  text: string
}

/** Some editors write a mark at the start of a file, and some compilers (Java's) take it for a character of the program. */
export function withoutByteOrderMark({ name, text }: Source): Source {
  return { name, text: text.startsWith('\ufeff') ? text.slice(1) : text }
}

/**
 * The files that make a program, entry first, or a sentence about what is wrong with them: the contestant's, and beside them what
 * the problem brings for the language. A lone source gets the language's own name.
 */
export function programFiles(
  language: Language,
  { sources, includes = [] }: { sources: readonly Source[]; includes?: Judging['includes'] },
): Source[] | string {
  const included =
    (includes.find((one) => one.language === language.id) ?? includes.find((one) => one.language === 'default'))?.files ?? []
  const own = nameSources(language, sources)
  if (typeof own === 'string') return own
  const taken = new Set(included.map(({ name }) => name))
  const clash = own.find(({ name }) => taken.has(name))
  if (clash && sources.length > 1) return `the problem brings a file ${clash.name} of its own; call yours otherwise`
  // Where the problem brings the entry, a lone source keeps the name it came with.
  const [lone] = sources
  const files = clash && lone ? [{ name: fileName(lone.name, taken, language), text: lone.text }] : own
  const all = [...included, ...files]
  const refusal = refusalOf(language, all, files)
  if (refusal !== undefined) return refusal
  // The contestant's first file runs, unless the problem brings what runs.
  const entry = included.find(({ name }) => name === language.sourceName) ?? files[0]
  return entry ? [entry, ...all.filter((file) => file !== entry)] : all
}

/** A sentence about a contestant's file that has the name of what the compiler makes or looks for. */
export function refusalOf(
  language: Language,
  all: readonly Pick<Source, 'name'>[],
  own: readonly Pick<Source, 'name'>[],
): string | undefined {
  const made = new Set(language.made?.(all.map(({ name }) => name)))
  const taken = own.find(({ name }) => made.has(name))
  if (taken) return `the compiler makes a file ${taken.name} of its own; call yours otherwise`
  const reserved = own.find(({ name }) => language.reserved?.test(name))
  return reserved && `${languageNames[language.id]} has a use of its own for a file ${reserved.name}; call yours otherwise`
}

/** What a run must know of a program's files. */
export interface ProgramLayout {
  /** Its name in /box. */
  entry: string
  /** What is no source: a program finds them in its working directory. */
  dataFiles: readonly string[]
  /** Where a compiler wrote in another language than the source's: to show errors in the source's lines. */
  sourceLines?: SourceLines
}

/** `files` are those of `programFiles`, entry first. */
export function layoutOf(language: Language, files: readonly Source[]): ProgramLayout {
  const isSource = (name: string): boolean => isOf(language, name) || /\.(h|hh|hpp|hxx|inc|mli|c)$/.test(name)
  return {
    entry: files[0]?.name ?? language.sourceName,
    dataFiles: files.map(({ name }) => name).filter((name) => !isSource(name)),
  }
}

function nameSources(language: Language, sources: readonly Source[]): Source[] | string {
  const [only] = sources
  if (only && sources.length === 1) return [{ name: language.sourceName, text: only.text }]
  for (const { name } of sources) if (!fileNameSchema.safeParse(name).success) return `not a file name: ${name}`
  if (new Set(sources.map(({ name }) => name)).size < sources.length) return 'two files of the same name'
  const entry = sources.find(({ name }) => isOf(language, name))
  if (!entry) return `no file of ${language.id} among the sources`
  return [entry, ...sources.filter((source) => source !== entry)]
}

/** C++17 shares C++20's endings, and has none of its own. */
function isOf(language: Language, name: string): boolean {
  const endings = language.extensions.length > 0 ? language.extensions : [/\.[a-z]+$/.exec(language.sourceName)?.[0] ?? '']
  return endings.some((ending) => name.endsWith(ending))
}

function fileName(given: string, taken: ReadonlySet<string>, language: Language): string {
  if (fileNameSchema.safeParse(given).success && !taken.has(given) && isOf(language, given)) return given
  return `solution${/\.[a-z]+$/.exec(language.sourceName)?.[0] ?? ''}`
}

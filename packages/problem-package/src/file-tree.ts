import { bounds } from './bounds'
import { PackageError } from './package-error'
import type { Report } from './report'

/** A package's files in memory, whatever it came from. Paths have `/` and no leading one; folders are there by their files. */
export class FileTree {
  readonly #files: ReadonlyMap<string, Buffer>

  constructor(files: ReadonlyMap<string, Buffer>) {
    this.#files = new Map([...files].toSorted(([a], [b]) => compareNames(a, b)))
  }

  get paths(): string[] {
    return [...this.#files.keys()]
  }

  has(path: string): boolean {
    return this.#files.has(path)
  }

  hasFolder(path: string): boolean {
    return this.paths.some((name) => name.startsWith(`${path}/`))
  }

  bytes(path: string): Buffer {
    const bytes = this.#files.get(path)
    if (!bytes) throw new PackageError(path, 'is missing')
    return bytes
  }

  /** Without a byte order mark. Throws when it isn't UTF-8 text. */
  text(path: string, maxBytes: number = bounds.fileBytes): string {
    return this.exactText(path, maxBytes).replace(/^\ufeff/, '')
  }

  /** As it is, a byte order mark too. */
  exactText(path: string, maxBytes: number = bounds.fileBytes): string {
    const bytes = this.bytes(path)
    if (bytes.length > maxBytes) throw new PackageError(path, `is larger than ${maxBytes} bytes`)
    const text = decode(bytes)
    if (text === null) throw new PackageError(path, 'is not UTF-8 text')
    if (text.includes('\0')) throw new PackageError(path, 'has a NUL character in it')
    return text
  }

  /** Whether `text` would give it. */
  isText(path: string): boolean {
    const text = decode(this.bytes(path))
    return text !== null && !text.includes('\0')
  }

  /** Names directly in a folder, in the order in which tests and groups are used. */
  list(folder: string): { files: string[]; folders: string[] } {
    const prefix = folder === '' ? '' : `${folder}/`
    const files: string[] = []
    const folders = new Set<string>()
    for (const path of this.#files.keys()) {
      if (!path.startsWith(prefix)) continue
      const rest = path.slice(prefix.length)
      const slash = rest.indexOf('/')
      if (slash === -1) files.push(rest)
      else folders.add(rest.slice(0, slash))
    }
    return { files, folders: [...folders] }
  }

  /** Paths of all files below a folder, relative to it. */
  below(folder: string): string[] {
    const prefix = `${folder}/`
    return this.paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length))
  }
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Folder by folder, so that a group's tests stay together: `a/1` before `a-b/1`, though `-` comes before `/`. */
export function compareNames(a: string, b: string): number {
  const left = a.split('/')
  const right = b.split('/')
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const one = left[i] ?? ''
    const other = right[i] ?? ''
    if (one !== other) return one < other ? -1 : 1
  }
  return left.length - right.length
}

const goodName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}$/
/** The one hidden file that packages in the wild rely on. */
const timeLimitFile = '.timelimit'

/** The format has judges behave as if files of other names weren't there; anything but hidden ones is said. */
export function isKeptName(path: string, report: Report): boolean {
  if (path === timeLimitFile) return true
  const names = path.split('/')
  if (names.every((name) => goodName.test(name))) return true
  const isExpected = names.some((name) => name.startsWith('.') || name === '__MACOSX')
  if (!isExpected) report.ignored(printable(path), 'its name has characters that package files may not have')
  return false
}

/** For messages about names that may hold anything. */
export function printable(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 120)
}

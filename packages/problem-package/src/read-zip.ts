import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { bounds } from './bounds'
import { FileTree, isKeptName, printable } from './file-tree'
import { PackageError } from './package-error'
import type { Report } from './report'

const linkMode = 0xa000
const fileMode = 0x8000
const folderMode = 0x4000
const typeMask = 0xf000

/** Everything is checked while it streams out of the archive: what a header promises is never believed. */
export async function readZip(archive: Buffer, report: Report): Promise<FileTree> {
  if (archive.length > bounds.archiveBytes) throw new PackageError('', `the archive is larger than ${bounds.archiveBytes} bytes`)
  const zip = await open(archive)
  const files = new Map<string, Buffer>()
  const folders = new Set<string>()
  let entries = 0
  let totalBytes = 0
  try {
    for await (const entry of entriesOf(zip)) {
      entries += 1
      if (entries > bounds.files) throw new PackageError('', `the archive has more than ${bounds.files} entries`)
      // Some tools write every name with `./` before it.
      const name = entry.fileName.replace(/^(\.\/)+/, '')
      if (name === '') continue
      checkName(name)
      checkKind(entry)
      if (name.endsWith('/')) {
        folders.add(name.slice(0, -1))
        continue
      }
      if (files.has(name)) throw new PackageError(printable(name), 'is twice in the archive')
      const left = Math.min(bounds.fileBytes, bounds.totalBytes - totalBytes)
      const bytes = await contentOf(zip, entry, left)
      totalBytes += bytes.length
      if (totalBytes > bounds.archiveRatioFromBytes && totalBytes > bounds.archiveRatio * archive.length)
        throw new PackageError('', `the archive unpacks to more than ${bounds.archiveRatio} times its size`)
      files.set(name, bytes)
    }
  } finally {
    zip.close()
  }
  for (const name of files.keys()) {
    const clash = folders.has(name) || [...parentsOf(name)].some((parent) => files.has(parent))
    if (clash) throw new PackageError(printable(name), 'is a file and a folder in the archive')
  }
  return new FileTree(new Map([...withoutTopFolder(files)].filter(([name]) => isKeptName(name, report))))
}

async function open(archive: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, validateEntrySizes: true, strictFileNames: true, autoClose: false }
    try {
      fromBuffer(archive, options, (error, zip) => (error ? reject(unreadable(error)) : resolve(zip)))
    } catch (error) {
      reject(unreadable(error))
    }
  })
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const settle = (act: () => void): void => {
        zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error')
        act()
      }
      zip.once('entry', (next: Entry) => settle(() => resolve(next)))
      zip.once('end', () => settle(() => resolve(null)))
      zip.once('error', (error: Error) => settle(() => reject(unreadable(error))))
      try {
        zip.readEntry()
      } catch (error) {
        settle(() => reject(unreadable(error)))
      }
    })
    if (entry === null) return
    yield entry
  }
}

function checkName(name: string): void {
  const parts = name.replace(/\/$/, '').split('/')
  if (parts.length > bounds.depth + 1) throw new PackageError(printable(name), `is nested deeper than ${bounds.depth} folders`)
  if (parts.some((part) => part.length > bounds.nameChars)) throw new PackageError(printable(name), 'has too long a name')
  const isOutside = /^[A-Za-z]:|^\//.test(name) || name.includes('\\') || parts.includes('..')
  if (isOutside) throw new PackageError(printable(name), 'leads out of the package')
  if (parts.some((part) => part === '' || part === '.' || /\p{Cc}/u.test(part)))
    throw new PackageError(printable(name), 'is not a file name')
}

function checkKind(entry: Entry): void {
  const name = printable(entry.fileName)
  const type = (entry.externalFileAttributes >>> 16) & typeMask
  if (type === linkMode) throw new PackageError(name, 'is a symbolic link, which an archive may not hold')
  if (type !== 0 && type !== fileMode && type !== folderMode) throw new PackageError(name, 'is neither a file nor a folder')
  if ((entry.generalPurposeBitFlag & 1) !== 0) throw new PackageError(name, 'is encrypted')
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw new PackageError(name, `is packed by method ${entry.compressionMethod}; only stored and deflated files can be read`)
}

async function contentOf(zip: ZipFile, entry: Entry, maxBytes: number): Promise<Buffer> {
  const name = printable(entry.fileName)
  if (entry.uncompressedSize > maxBytes) throw new PackageError(name, `is larger than a package may be`)
  return new Promise((resolve, reject) => {
    const refuse = (error: unknown): void => reject(unreadable(error, name))
    try {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return refuse(error)
        const chunks: Buffer[] = []
        let length = 0
        stream.on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length > maxBytes) stream.destroy(new PackageError(name, 'is larger than a package may be'))
          else chunks.push(chunk)
        })
        stream.on('error', refuse)
        stream.on('end', () => resolve(Buffer.concat(chunks)))
      })
    } catch (error) {
      refuse(error)
    }
  })
}

function unreadable(error: unknown, name = ''): PackageError {
  if (error instanceof PackageError) return error
  const why = error instanceof Error ? error.message : String(error)
  return new PackageError(name, `the archive can't be read: ${printable(why)}`)
}

function* parentsOf(path: string): Generator<string> {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) yield path.slice(0, slash)
}

/** A zip of a folder holds that one folder; what systems leave beside it doesn't count. */
function withoutTopFolder(files: ReadonlyMap<string, Buffer>): Map<string, Buffer> {
  const names = [...files.keys()].filter((name) => !name.startsWith('__MACOSX/') && !name.startsWith('.'))
  const top = names[0]?.includes('/') ? names[0].slice(0, names[0].indexOf('/') + 1) : ''
  const isPackage = files.has(`${top}problem.yaml`) || files.has(`${top}domjudge-problem.ini`)
  if (top === '' || !isPackage || names.some((name) => !name.startsWith(top))) return new Map(files)
  return new Map(names.map((name) => [name.slice(top.length), files.get(name) ?? Buffer.alloc(0)] as const))
}

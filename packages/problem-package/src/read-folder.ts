import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { bounds } from './bounds'
import { FileTree, isKeptName, printable } from './file-tree'
import { PackageError } from './package-error'
import type { Report } from './report'

/** Symbolic links are followed inside of the folder and refused where they lead out of it. */
export async function readFolder(folder: string, report: Report): Promise<FileTree> {
  const root = await realpath(folder)
  const files = new Map<string, Buffer>()
  let totalBytes = 0

  const visit = async (path: string, depth: number): Promise<void> => {
    if (depth > bounds.depth) throw new PackageError(printable(path), `is nested deeper than ${bounds.depth} folders`)
    const names = (await readdir(join(root, path))).toSorted()
    if (names.length > bounds.files) throw new PackageError(printable(path), `more than ${bounds.files} files`)
    for (const name of names) {
      const inner = path === '' ? name : `${path}/${name}`
      if (!isKeptName(inner, report)) continue
      const kind = await kindOf(root, inner)
      if (kind.isFolder) {
        await visit(inner, depth + 1)
        continue
      }
      totalBytes += kind.bytes
      if (kind.bytes > bounds.fileBytes) throw new PackageError(inner, `is larger than ${bounds.fileBytes} bytes`)
      if (totalBytes > bounds.totalBytes) throw new PackageError('', `the package is larger than ${bounds.totalBytes} bytes`)
      if (files.size >= bounds.files) throw new PackageError('', `the package has more than ${bounds.files} files`)
      files.set(inner, await readFile(join(root, inner)))
    }
  }
  await visit('', 0)
  return new FileTree(files)
}

async function kindOf(root: string, path: string): Promise<{ isFolder: boolean; bytes: number }> {
  const whole = join(root, path)
  const isLink = (await lstat(whole)).isSymbolicLink()
  if (isLink) {
    const target = await realpath(whole).catch(() => null)
    if (target === null) throw new PackageError(printable(path), 'is a symbolic link to nothing')
    if (!target.startsWith(`${root}${sep}`)) throw new PackageError(printable(path), 'is a symbolic link out of the package')
  }
  const info = await stat(whole)
  if (info.isDirectory()) return { isFolder: true, bytes: 0 }
  if (!info.isFile()) throw new PackageError(printable(path), 'is neither a file nor a folder')
  return { isFolder: false, bytes: info.size }
}

import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { exportPackage, zipPackage } from '@eduscale/problem-package/export-package'
import { PackageError } from '@eduscale/problem-package/package-error'
import type { PackageFormat } from '@eduscale/problem-package/problem-package'
import type { PackageRead } from '@eduscale/problem-package/read-package'
import type { ReportLine } from '@eduscale/problem-package/report'

interface ExportOptions {
  format?: PackageFormat | undefined
  out?: string | undefined
  force: boolean
}

export interface WrittenPackage {
  package: string
  format: PackageFormat
  ok: boolean
  to: string | null
  report: ReportLine[]
}

/** Into an archive where the path ends in .zip or .kpp, into a folder otherwise. */
export async function exportTo(
  read: PackageRead,
  { format = 'legacy', out = '', force }: ExportOptions,
): Promise<WrittenPackage> {
  const { slug } = read.package
  const exported = exportPackage(read.package, format)
  const report = [...read.report, ...exported.report]
  const isRefused = read.isRefused || exported.isRefused
  if (isRefused) return { package: slug, format, ok: false, to: null, report }
  const to = resolve(out)
  if (/\.(zip|kpp)$/i.test(to))
    await writeWhole(to, { force, write: (path) => writeFile(path, zipPackage(exported.files, slug)) })
  else await writeWhole(to, { force, write: (path) => writeFiles(path, exported.files) })
  return { package: slug, format, ok: true, to, report }
}

export async function writeFiles(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
}

/** Written beside and renamed: there is the whole of it or nothing, and what was there stays until then. */
export async function writeWhole(
  path: string,
  { force, write }: { force: boolean; write: (temporary: string) => Promise<void> },
): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  if (isThere && !force) throw new PackageError('', `${path} is there already; --force replaces it`)
  await mkdir(dirname(path), { recursive: true })
  const suffix = randomBytes(6).toString('hex')
  const temporary = join(dirname(path), `.${basename(path)}.${suffix}.new`)
  const old = join(dirname(path), `.${basename(path)}.${suffix}.old`)
  try {
    await write(temporary)
    // A folder can't be renamed onto another that isn't empty.
    if (isThere) await rename(path, old)
    await rename(temporary, path)
  } finally {
    await rm(temporary, { recursive: true, force: true })
    await rm(old, { recursive: true, force: true })
  }
}

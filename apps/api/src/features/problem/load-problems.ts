import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '@eduscale/db'
import { readPackage, type ProblemPackage } from './read-package'
import { renderStatement } from './render-statement'

/**
 * Brings the database in line with the packages in `folder`; a package that has gone is retired, so that old battles keep it.
 * Returns how many there are. Throws, naming the package, when one can't be read.
 */
export async function loadProblems(db: Db, folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true })
  const slugs = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name)
  for (const slug of slugs) {
    try {
      await storeProblem(db, await readPackage(join(folder, slug), slug))
    } catch (cause) {
      throw new Error(`problem ${slug}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    }
  }
  await db.problem.updateMany({ where: { slug: { notIn: slugs } }, data: { isRetired: true } })
  return slugs.length
}

async function storeProblem(db: Db, pack: ProblemPackage): Promise<void> {
  const { testSet, statementMarkdown, ...rest } = pack
  const { hash, ...content } = testSet
  const packageHash = createHash('sha256').update(JSON.stringify(pack)).digest('hex')
  const existing = await db.problem.findUnique({ where: { slug: pack.slug }, select: { packageHash: true, isRetired: true } })
  if (existing?.packageHash === packageHash && !existing.isRetired) return
  const body = JSON.stringify({ hash, ...content })
  await db.testSet.upsert({ where: { hash }, create: { hash, body }, update: {} })
  const row = {
    ...rest,
    statementHtml: await renderStatement(statementMarkdown),
    samples: testSet.tests.filter((test) => test.isSample).map(({ name, input, answer }) => ({ name, input, answer })),
    testSetHash: hash,
    packageHash,
    isRetired: false,
    updatedAt: new Date(),
  }
  await db.problem.upsert({ where: { slug: pack.slug }, create: row, update: row })
}

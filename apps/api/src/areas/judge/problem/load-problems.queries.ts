import type { Problem } from '@eduscale/contracts/problem'
import { Prisma, type Db } from '@eduscale/db'

/** Old battles keep those that have gone. */
export async function retireOthers(db: Db, slugs: readonly string[]): Promise<void> {
  await db.problem.updateMany({ where: { slug: { notIn: [...slugs] } }, data: { isRetired: true } })
}

/** As this very package, and not retired. */
export async function isLoaded(db: Db, slug: string, packageHash: string): Promise<boolean> {
  return (await db.problem.count({ where: { slug, packageHash, isRetired: false } })) > 0
}

export async function keepTestSet(db: Db, hash: string, body: string): Promise<void> {
  await db.testSet.upsert({ where: { hash }, create: { hash, body }, update: {} })
}

export async function keepPicture(db: Db, row: Prisma.ProblemAssetCreateInput): Promise<void> {
  await db.problemAsset.upsert({ where: { hash: row.hash }, create: row, update: {} })
}

export async function keepProblem(
  db: Db,
  { points, ...problem }: Omit<Prisma.ProblemUncheckedCreateInput, 'points'> & { points: Problem['points'] },
): Promise<void> {
  const row = { ...problem, points: points ?? Prisma.DbNull }
  await db.problem.upsert({ where: { slug: row.slug }, create: row, update: row })
}

import { problemSchema, type Problem, type ProblemSummary, type StatementLang } from '@eduscale/contracts/problem'
import { ioSchema } from '@eduscale/contracts/test-set'
import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { tellIo } from '@eduscale/rules/problem-kinds'

/** Throws `not-found`. Retired problems are still shown: old battles and drafts lead to them. */
export async function getProblem(db: Pick<Db, 'problem'>, slug: string): Promise<Problem> {
  const row = await db.problem.findUnique({ where: { slug } })
  if (!row) throw new AppError('not-found', 'There is no such problem.')
  return presentProblem(row)
}

interface ProblemRow {
  slug: string
  title: string
  difficulty: string
  skills: string[]
  statementHtml: string
  samples: unknown
  starters: unknown
  timeMs: number
  memoryMb: number
  io: unknown
  isScored: boolean
  points: unknown
  maxPasses: number
  languages: string[]
  lang: string
  translations: unknown
}

/** What anybody may see of a problem. Throws ZodError when the row isn't one. */
export function presentProblem(row: ProblemRow): Problem {
  const { slug, title, difficulty, skills, statementHtml, samples, starters, timeMs, memoryMb, isScored, points, maxPasses } = row
  const translations = problemSchema.shape.translations.parse(row.translations) ?? {}
  return problemSchema.parse({
    slug,
    title,
    difficulty,
    skills,
    statementHtml,
    samples,
    starters,
    limits: { timeMs, memoryMb },
    ...tellIo(ioSchema.parse(row.io)),
    isScored,
    points,
    maxPasses,
    languages: row.languages.length > 0 ? row.languages : null,
    ...(row.lang !== 'en' && { lang: row.lang }),
    ...(Object.keys(translations).length > 0 && { translations }),
  })
}

/** A picture of a statement. Throws `not-found`. */
export async function getPicture(db: Db, hash: string): Promise<{ mediaType: string; bytes: Buffer }> {
  const row = await db.problemAsset.findUnique({ where: { hash } })
  if (!row) throw new AppError('not-found', 'There is no such picture.')
  return { mediaType: row.mediaType, bytes: Buffer.from(row.bytes) }
}

/** As JSON; null when there is none. */
export async function findTestSet(db: Db, hash: string): Promise<string | null> {
  const set = await db.testSet.findUnique({ where: { hash }, select: { body: true } })
  return set?.body ?? null
}

export async function listProblems(
  db: Db,
  { userId, lang }: { userId: string | null; lang: StatementLang },
): Promise<ProblemSummary[]> {
  const rows = await db.$queryRaw<Omit<ProblemSummary, 'isSolved'>[]>`
    SELECT slug, coalesce(translations -> ${lang}::text ->> 'title', title) AS title,
      CASE WHEN translations ? ${lang}::text THEN ${lang}::text ELSE lang END AS lang,
      summary, difficulty, rating, skills
    FROM problem WHERE NOT is_retired ORDER BY rating, slug`
  const solved = new Set(userId === null ? [] : await listSolved(db, userId))
  return rows.map((row) => ({ ...row, isSolved: userId === null ? null : solved.has(row.slug) }))
}

async function listSolved(db: Db, userId: string): Promise<string[]> {
  const rows = await db.submission.findMany({
    where: { userId, verdict: 'AC', kind: { in: ['battle', 'practice'] } },
    distinct: ['problemSlug', 'score'],
    select: { problemSlug: true, score: true, problem: { select: { points: true } } },
  })
  return rows.filter((row) => isAll(row.score, row.problem.points)).map((row) => row.problemSlug)
}

/** A scored problem may accept what has only some of its points. */
function isAll(score: number | null, points: unknown): boolean {
  const max = problemSchema.shape.points.parse(points)?.max ?? null
  return score === null || max === null || score >= max
}

import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProblemText } from '@eduscale/contracts/problem'
import { pathOf } from '@eduscale/contracts/routes/address'
import { addresses } from '@eduscale/contracts/routes/addresses'
import { canonicalTestSet, type TestSetContent } from '@eduscale/contracts/test-set'
import type { Db } from '@eduscale/db'
import type { Picture, ProblemPackage } from '@eduscale/problem-package/problem-package'
import { textsOf, type PackageText } from '@eduscale/problem-package/package-texts'
import { readPackage } from '@eduscale/problem-package/read-package'
import { toTestSetContent } from '@eduscale/problem-package/test-set'
import { countToSeal, sealedBytes } from '@eduscale/record/seal'
import { isLoaded, keepPicture, keepProblem, keepTestSet, retireOthers } from './load-problems.queries'
import { presentProblem } from './problem.queries'
import { pointsOf, samplesOf, statementOf } from './present-package'
import { StatementRenderer } from './statement-renderer'

/**
 * Brings the database in line with the packages in `folder`; a package that has gone is retired, so that old battles keep it.
 * Returns how many there are. Throws, naming the package, when one can't be read.
 */
export async function loadProblems(db: Db, folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true })
  const slugs = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name)
  const renderer = new StatementRenderer()
  try {
    for (const slug of slugs) await loadProblem(db, renderer, join(folder, slug), slug)
  } finally {
    renderer.close()
  }
  await retireOthers(db, slugs)
  return slugs.length
}

async function loadProblem(db: Db, renderer: StatementRenderer, folder: string, slug: string): Promise<void> {
  try {
    const { package: problem, report } = await readPackage(folder)
    const refusal = report.find(({ level }) => level === 'refused')
    if (refusal) throw new Error(`${refusal.path}: ${refusal.what}`)
    await storeProblem(db, renderer, { ...problem, slug })
  } catch (cause) {
    throw new Error(`problem ${slug}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

async function storeProblem(db: Db, renderer: StatementRenderer, problem: ProblemPackage): Promise<void> {
  const { slug, limits, judging } = problem
  if (limits.timeMs === null) throw new Error('no time limit; `npm run package -- verify` derives one')
  const content = toTestSetContent(problem)
  const hash = hashTestSet(content)
  const packageHash = createHash('sha256')
    .update(packageVersion)
    .update(JSON.stringify(shownOf(problem)))
    .update(hash)
    .digest('hex')
  if (await isLoaded(db, slug, packageHash)) return
  const pictures = await storePictures(db, problem.pictures)
  await keepTestSet(db, hash, JSON.stringify({ hash, ...content }))
  const { difficulty, rating, skills, summary, arena } = problem.about
  const render = async (text: PackageText) => ({
    title: text.title,
    statementHtml: await renderer.render(statementOf(problem, text), pictures),
  })
  const [own, ...others] = textsOf(problem)
  const translations: Record<string, ProblemText> = {}
  for (const text of others) translations[text.lang] = await render(text)
  const shown = {
    slug,
    ...(await render(own)),
    lang: own.lang,
    translations,
    difficulty,
    skills,
    samples: samplesOf(problem),
    starters: problem.starters,
    timeMs: limits.timeMs,
    memoryMb: limits.memoryMb,
    io: judging.io,
    isScored: judging.scoring !== null,
    maxPasses: judging.maxPasses,
    languages: problem.languages ?? [],
  }
  const points = pointsOf(judging)
  const isSealable = pictures.size === 0 && countToSeal(presentProblem({ ...shown, points })) <= sealedBytes
  if (arena && !isSealable)
    throw new Error(
      `a statement with pictures or, in all its languages and compressed, of more than ${sealedBytes} bytes can't be in battles; set "arena: false"`,
    )
  const row = {
    ...shown,
    points,
    summary,
    rating,
    outputBytes: limits.outputBytes,
    inArena: arena,
    isSealable,
    testSetHash: hash,
    packageHash,
    isRetired: false,
    updatedAt: new Date(),
  }
  await keepProblem(db, row)
}

/** Changes when a row is made otherwise from the same package. */
const packageVersion = '5'

/** All that the row is made of besides the test set. */
function shownOf({
  slug,
  names,
  statements,
  pictures,
  about,
  limits,
  languages,
  starters,
  tests,
  protocols,
}: ProblemPackage): unknown {
  const shown = tests.filter(({ isSample }) => isSample).map((test) => test.shown)
  return { slug, names, statements, pictures: pictures.map(hashPicture), about, limits, languages, starters, shown, protocols }
}

/** Addresses by the names that the statement has for them. */
async function storePictures(db: Db, pictures: readonly Picture[]): Promise<Map<string, string>> {
  const paths = new Map<string, string>()
  for (const picture of pictures) {
    const hash = hashPicture(picture)
    await keepPicture(db, { hash, mediaType: picture.mediaType, bytes: new Uint8Array(picture.bytes) })
    paths.set(picture.name, pathOf(addresses.getPicture, { hash }))
  }
  return paths
}

function hashPicture({ bytes, mediaType }: Picture): string {
  return createHash('sha256').update(mediaType).update(bytes).digest('hex')
}

function hashTestSet(content: TestSetContent): string {
  return createHash('sha256').update(canonicalTestSet(content)).digest('hex')
}

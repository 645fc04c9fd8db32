import { isDeepStrictEqual } from 'node:util'
import { zipSync } from 'fflate'
import { exactPartsOf, type ExactParts } from './exact-parts'
import { defaultRules, legacyExpectation } from './expectations'
import { FileTree } from './file-tree'
import type { PackageFormat, PackageSubmission, ProblemPackage } from './problem-package'
import { readPackageTree } from './read-package'
import { Report, type ReportLine } from './report'
import { write2025 } from './write-2025'
import { writeLegacy } from './write-legacy'

export interface ExportedPackage {
  files: ReadonlyMap<string, Buffer>
  /** What the format could not say; a refused line means that the package would be judged otherwise. */
  report: ReportLine[]
  isRefused: boolean
}

const writers: Record<PackageFormat, typeof writeLegacy> = { legacy: writeLegacy, '2025-09': write2025 }

/**
 * Writes a package in a format. It is read back at once: what the format has no word for goes exactly into eduscale.yaml, where
 * this platform finds it again and others don't, and is named in the report.
 */
export function exportPackage(problem: ProblemPackage, format: PackageFormat): ExportedPackage {
  const report = new Report()
  const write = writers[format]
  const first = readBack(write(problem, null), problem)
  const exact: ExactParts = exactPartsOf(problem, first.package)
  const expectations = exactExpectations(problem, { read: first.package, format })
  if (Object.keys(expectations).length > 0) exact.expectations = expectations
  for (const [part, value] of Object.entries(exact)) {
    const names =
      part === 'tests' || part === 'expectations'
        ? `: ${Object.keys(value ?? {})
            .slice(0, 5)
            .join(', ')}`
        : ''
    report.ignored('', `${format} can't say the ${part} exactly, other judges will not know them${names}`)
  }
  const isExact = Object.keys(exact).length === 0
  const files = isExact ? write(problem, null) : write(problem, exact)
  const second = readBack(files, problem)
  for (const line of second.report.filter(({ level }) => level === 'refused')) report.refused(line.path, line.what)
  for (const part of lostParts(problem, second.package)) report.refused('', `${format} can't say the ${part}`)
  if (problem.format !== format && problem.submissions.length > 0)
    report.ignored('submissions', `what is expected follows their folders by the rules of ${format}`)
  return { files, report: report.lines, isRefused: report.isRefused }
}

/** One archive with the package's folder in it; the same package is the same bytes. */
export function zipPackage(files: ReadonlyMap<string, Buffer>, slug: string): Buffer {
  const entries = [...files].map(([path, bytes]) => [`${slug}/${path}`, new Uint8Array(bytes)] as const)
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: new Date(2025, 8, 1), level: 6 }))
}

function readBack(files: ReadonlyMap<string, Buffer>, problem: ProblemPackage): ReturnType<typeof readPackageTree> {
  return readPackageTree(new FileTree(files), { slug: problem.slug, report: new Report() })
}

/** Of submissions whose folder doesn't say it: a folder's own rules are each format's to word. */
function exactExpectations(
  problem: ProblemPackage,
  { read, format }: { read: ProblemPackage; format: PackageFormat },
): NonNullable<ExactParts['expectations']> {
  const out: NonNullable<ExactParts['expectations']> = {}
  for (const submission of problem.submissions) {
    const other = read.submissions.find(({ path }) => path === submission.path)
    if (isDeepStrictEqual(other?.expectation, submission.expectation)) continue
    if (other && problem.format !== format && isByFolder(submission, problem.format)) continue
    out[submission.path] = submission.expectation
  }
  return out
}

function isByFolder({ path, expectation }: PackageSubmission, format: PackageFormat): boolean {
  const [folder = ''] = path.split('/')
  if (format === 'legacy') return isDeepStrictEqual(expectation, legacyExpectation(folder))
  const rules = defaultRules(folder)
  const [only] = expectation.rules
  const isPlain = only !== undefined && only.score === null && only.message === null && only.timeLimit === 'by-verdicts'
  return (
    rules !== null &&
    isPlain &&
    expectation.rules.length === 1 &&
    isDeepStrictEqual(only.permitted, rules.permitted) &&
    isDeepStrictEqual(only.required, rules.required)
  )
}

function lostParts(wanted: ProblemPackage, read: ProblemPackage): string[] {
  const without = ({ format: _format, submissions, ...rest }: ProblemPackage): Record<string, unknown> => ({
    ...rest,
    submissions: submissions.map(({ path, language, files }) => ({ path, language, files })),
  })
  const one = without(wanted)
  const other = without(read)
  return Object.keys(one).filter((part) => !isDeepStrictEqual(one[part], other[part]))
}

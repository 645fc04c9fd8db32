import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exportPackage } from '@eduscale/problem-package/export-package'
import type { ProblemPackage } from '@eduscale/problem-package/problem-package'
import { readPackage, type PackageRead } from '@eduscale/problem-package/read-package'
import type { ReportLine } from '@eduscale/problem-package/report'
import { writeFiles, writeWhole, type WrittenPackage } from './export-package'
import { openSandbox } from './open-sandbox'
import { timeLimitOf } from './verify-package'

const problemsDir = fileURLToPath(new URL('../../../../problems', import.meta.url))

interface ImportOptions {
  to?: string | undefined
  slug?: string | undefined
  force: boolean
  say: (line: string) => void
  signal: AbortSignal
}

/** Into a folder as those of problems/: the legacy layout, a time limit, eduscale.yaml. Nothing is written where anything is refused. */
export async function importPackage(read: PackageRead, options: ImportOptions): Promise<WrittenPackage> {
  const slug = options.slug ?? read.package.slug
  const report = [...read.report]
  const refuse = (path: string, what: string): void => void report.push({ level: 'refused', path, what })
  const done = (to: string | null, ok: boolean): WrittenPackage => ({ package: slug, format: 'legacy', ok, to, report })
  if (read.package.statements.length === 0) refuse('', 'there is no statement that could be shown')
  if (read.isRefused || hasRefusal(report)) return done(null, false)
  const to = resolve(options.to ?? join(problemsDir, slug))
  const problem = { ...read.package, slug, limits: await limitsOf(read.package, report, options) }
  if (problem.limits.timeMs === null) return done(null, false)
  const exported = exportPackage(problem, 'legacy')
  report.push(...exported.report)
  if (exported.isRefused) return done(null, false)
  await writeWhole(to, {
    force: options.force,
    write: async (temporary) => {
      await writeFiles(temporary, exported.files)
      // What was written is what will be loaded: it is read once before it gets its name.
      await readPackage(temporary)
    },
  })
  return done(to, true)
}

async function limitsOf(
  problem: ProblemPackage,
  report: ReportLine[],
  { say, signal }: ImportOptions,
): Promise<ProblemPackage['limits']> {
  if (problem.limits.timeMs !== null) return problem.limits
  const opened = await openSandbox(say, null)
  try {
    const { timeMs, note } = await timeLimitOf(
      problem,
      { sandbox: opened.sandbox, speedStep: opened.speed.step, jobs: opened.sandbox.slots, signal },
      new Map(),
    )
    report.push({
      level: timeMs === null ? 'refused' : 'understood',
      path: '',
      what: `time limit ${timeMs ?? 'missing'} ms, ${note}`,
    })
    return { ...problem.limits, timeMs }
  } finally {
    await opened.close()
  }
}

function hasRefusal(report: readonly ReportLine[]): boolean {
  return report.some(({ level }) => level === 'refused')
}

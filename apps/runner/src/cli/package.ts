import { printable } from '@eduscale/rules/printable'
import { PackageError } from '@eduscale/problem-package/package-error'
import { readPackage, type PackageRead } from '@eduscale/problem-package/read-package'
import { describeReportLine, type ReportLine } from '@eduscale/problem-package/report'
import { exportTo } from './export-package'
import { importPackage } from './import-package'
import { openSandbox } from './open-sandbox'
import { exits, parsePackageOptions, usage, type PackageOptions } from './package-options'
import { describeStep } from './present-judgement'
import { describeSubmission, describeValidator, explainFirstFailure, verifyPackage, type Verification } from './verify-package'
import { wantsHelp } from './wants-help'

/** `npm run -s package -- check|verify|import|export`. What is for programs goes to stdout, what is for people to stderr too. */
async function main(): Promise<number> {
  if (wantsHelp(process.argv.slice(2))) {
    console.log(usage)
    return 0
  }
  let options: PackageOptions
  try {
    options = parsePackageOptions(process.argv.slice(2))
  } catch (error) {
    warn(`package: ${messageOf(error)}`)
    if (process.argv.length <= 2) console.error(usage)
    return exits.unreadable
  }
  const interrupted = new AbortController()
  const interrupt = (): void => interrupted.abort(new Error('interrupted'))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  let worst: number = exits.ok
  for (const path of options.paths) {
    const code = await runOne(path, options, interrupted.signal).catch((error: unknown) => {
      const isOurs = !(error instanceof PackageError)
      if (options.json) console.log(JSON.stringify({ package: path, ok: false, error: messageOf(error) }))
      warn(`package: ${path}: ${messageOf(error)}`)
      return isOurs ? exits.internal : exits.unreadable
    })
    worst = Math.max(worst, code)
  }
  return worst
}

async function runOne(path: string, options: PackageOptions, signal: AbortSignal): Promise<number> {
  const read = await readPackage(path)
  switch (options.command) {
    case 'check':
      return check(read, options)
    case 'verify':
      return verify(read, options, signal)
    case 'import':
      return report(await importPackage(read, { ...options, signal, say: warn }), options)
    case 'export':
      return report(await exportTo(read, options), options)
  }
}

function check(read: PackageRead, { json }: PackageOptions): number {
  const { slug, format } = read.package
  if (json) console.log(JSON.stringify({ package: slug, format, ok: !read.isRefused, report: read.report }))
  else {
    for (const line of read.report) say(describeReportLine(line))
    say(`${slug}: ${read.isRefused ? 'refused' : 'can be judged'}`)
  }
  return read.isRefused ? exits.unreadable : exits.ok
}

async function verify(read: PackageRead, { json, jobs, details }: PackageOptions, signal: AbortSignal): Promise<number> {
  const { package: problem, report: lines, isRefused } = read
  const { slug: name, format } = problem
  if (isRefused) {
    const empty = { timeLimitMs: problem.limits.timeMs, ok: false, report: lines, submissions: [], validators: [] }
    if (json) console.log(JSON.stringify({ package: name, format, ...empty }))
    for (const line of refusals(lines)) warn(`package: ${name}: ${describeReportLine(line)}`)
    return exits.unreadable
  }
  const opened = await openSandbox(warn, jobs ?? null)
  let found: Verification
  try {
    found = await verifyPackage(problem, {
      sandbox: opened.sandbox,
      speedStep: opened.speed.step,
      jobs: opened.sandbox.slots,
      slowFactor: 1,
      details,
      onStep: (done, total, line) => warn(`[${done}/${total}] ${line}`),
      signal,
    })
  } finally {
    await opened.close()
  }
  const { timeLimitMs, timeLimitNote, speedStep, ok, submissions, validators } = found
  if (json)
    console.log(
      JSON.stringify({
        package: name,
        format,
        timeLimitMs,
        timeLimitNote,
        speedStep,
        ok,
        report: lines,
        submissions,
        validators,
      }),
    )
  else {
    for (const line of lines.filter(({ level }) => level !== 'understood')) say(describeReportLine(line))
    for (const row of validators) say(describeValidator(row))
    for (const row of submissions) {
      say(describeSubmission(row, found))
      if (details && !row.ok) for (const line of explainFirstFailure(row)) say(line)
    }
    const limit = timeLimitMs === null ? 'no time limit' : `time limit ${timeLimitMs} ms`
    say(
      `${name} (${format}): ${limit}${timeLimitNote === null ? '' : `, ${timeLimitNote}`}; ${describeStep(speedStep)}; ${ok ? 'all as expected' : 'NOT as expected'}`,
    )
  }
  return ok ? exits.ok : exits.differs
}

function refusals(lines: readonly ReportLine[]): ReportLine[] {
  return lines.filter(({ level }) => level === 'refused')
}

interface Written {
  package: string
  format: string
  ok: boolean
  /** Null: nothing was written. */
  to: string | null
  report: ReportLine[]
}

function report(written: Written, { json }: PackageOptions): number {
  if (json) console.log(JSON.stringify(written))
  else {
    for (const line of written.report.filter(({ level }) => level !== 'understood')) say(describeReportLine(line))
    if (written.to !== null) say(`${written.package}: written to ${written.to}`)
  }
  if (!written.ok) for (const line of refusals(written.report)) warn(`package: ${written.package}: ${describeReportLine(line)}`)
  return written.ok ? exits.ok : exits.unreadable
}

/** Packages, programs and validators say what they like; in a terminal it is carried out. */
function say(line: string): void {
  console.log(printable(line))
}

function warn(line: string): void {
  console.error(printable(line))
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}

process.exitCode = await main()

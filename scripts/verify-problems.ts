import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readPackage } from '@eduscale/problem-package/read-package'
import { describeReportLine } from '@eduscale/problem-package/report'
import { describeStep, describeSubmission, describeValidator, openSandbox, verifyPackage } from '../apps/runner/src/cli/tools'

const problemsDir = fileURLToPath(new URL('../problems', import.meta.url))

/**
 * `npm run problems:verify [-- slug ...] [--json]`: does every package of ours keep what it promises, judged by the real engine?
 * Stricter than `package verify`: nothing may be left unread, and slow submissions must miss the limit by the package's margin.
 */
async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } })
  const entries = await readdir(problemsDir, { withFileTypes: true })
  const slugs = positionals.length > 0 ? positionals : entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const opened = await openSandbox((line) => console.error(line), null)
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort(new Error('interrupted')))
  const problems: { slug: string; ok: boolean; lines: string[] }[] = []
  try {
    for (const slug of slugs.toSorted()) {
      const { package: problem, report } = await readPackage(join(problemsDir, slug))
      const unread = report.filter(({ level }) => level !== 'understood').map((line) => `FAIL ${describeReportLine(line)}`)
      const found = await verifyPackage(problem, {
        sandbox: opened.sandbox,
        speedStep: opened.speed.step,
        jobs: opened.sandbox.slots,
        slowFactor: problem.limits.timing.timeLimitToTle,
        onStep: (done, total, line) => console.error(`${slug} [${done}/${total}] ${line}`),
        signal: interrupted.signal,
      })
      const rows = [...found.validators.map(describeValidator), ...found.submissions.map((row) => describeSubmission(row, found))]
      problems.push({
        slug,
        ok: found.ok && unread.length === 0,
        lines: [...unread, ...rows].map((line) => `${slug.padEnd(20)} ${line}`),
      })
    }
  } finally {
    await opened.close()
  }
  const ok = problems.every((problem) => problem.ok)
  if (values.json) console.log(JSON.stringify({ ok, speedStep: opened.speed.step, problems }))
  else {
    const lines = problems.flatMap((problem) => problem.lines)
    const bad = lines.filter((line) => line.includes(' FAIL '))
    console.log([...lines, ...bad.map((line) => `UNEXPECTED ${line}`)].join('\n'))
    console.log(
      `${lines.length - bad.length} of ${lines.length} as expected, in ${slugs.length} problems; ${describeStep(opened.speed.step)}`,
    )
  }
  return ok
}

try {
  process.exitCode = (await main()) ? 0 : 1
} catch (error) {
  console.error(`problems:verify: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

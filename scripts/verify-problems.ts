import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openSandbox } from '../apps/runner/src/cli/open-sandbox'
import { readProblemPackage } from '../apps/runner/src/cli/problem-package'
import { verifyTasks, type VerifiedRow, type VerifyTask } from '../apps/runner/src/cli/verify-package'

const problemsDir = fileURLToPath(new URL('../problems', import.meta.url))

/** `npm run problems:verify [-- slug ...] [--json]`: does every package keep what it promises, judged by the real engine? */
async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } })
  const entries = await readdir(problemsDir, { withFileTypes: true })
  const slugs = positionals.length > 0 ? positionals : entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const opened = await openSandbox((line) => console.error(line), null)
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort(new Error('interrupted')))
  const rows: VerifiedRow[] = []
  try {
    const tasks: VerifyTask[] = []
    for (const slug of slugs.toSorted())
      tasks.push(...verifyTasks(opened.sandbox, await readProblemPackage(join(problemsDir, slug), slug), interrupted.signal))
    const work = tasks.values()
    const worker = async (): Promise<void> => {
      for (const task of work) {
        const row = await task()
        rows.push(row)
        console.error(`[${rows.length}/${tasks.length}] ${describe(row)}`)
      }
    }
    await Promise.all(Array.from({ length: opened.sandbox.slots }, worker))
  } finally {
    await opened.close()
  }
  rows.sort((a, b) => a.slug.localeCompare(b.slug) || a.what.localeCompare(b.what))
  const bad = rows.filter((row) => !row.ok)
  if (values.json) console.log(JSON.stringify({ ok: bad.length === 0, rows }))
  else {
    for (const row of rows) console.log(describe(row))
    console.log(`${rows.length - bad.length} of ${rows.length} as expected, in ${slugs.length} problems`)
    for (const row of bad) console.log(`UNEXPECTED ${describe(row)}`)
  }
  return bad.length === 0
}

function describe(row: VerifiedRow): string {
  const time = row.cpuMs === 0 ? '' : `${row.cpuMs.toFixed(0)} of ${row.limitMs} ms`
  return `${row.ok ? 'ok  ' : 'FAIL'} ${row.slug.padEnd(20)} ${row.what.padEnd(44)} ${row.verdict.padEnd(8)} ${time.padStart(16)}  ${row.note}`.trimEnd()
}

try {
  process.exitCode = (await main()) ? 0 : 1
} catch (error) {
  console.error(`problems:verify: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

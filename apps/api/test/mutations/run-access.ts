import { execFile } from 'node:child_process'
import { parseArgs } from 'node:util'
import { startOwnServers, type OwnServers } from '@eduscale/testing/own-servers'
import { accessGuards, type AccessGuard } from './access-guards'
import { change, makeTree, type Change } from './mutant-tree'

// `npm run -s mutations:access [-- WORDS]`: takes each guard of who one is and what one may do away, in a copy of the source, and shows that
// a test fails without it; first, that none fails with all of them. Exit code 1 where a mutant survives.

interface Outcome {
  failed: readonly string[]
  /** How many have passed. */
  passed: number
  said: string
}

const withinMs = 900_000

const { positionals: words } = parseArgs({ allowPositionals: true })
const chosen = accessGuards.filter(({ name }) => words.every((word) => name.includes(word)))
const servers = await startOwnServers()
let survived = 0
try {
  const all = [...new Set(chosen.flatMap(({ tests }) => tests))]
  const untouched = await runTests(servers, { changes: [], tests: all })
  const isSound = untouched.failed.length === 0 && untouched.passed > 0
  console.log(isSound ? `      with all guards ${untouched.passed} tests pass` : `FAILS WITH ALL GUARDS: ${untouched.said}`)
  if (!isSound) survived = chosen.length
  for (const [index, guard] of (isSound ? chosen : []).entries()) {
    const { failed, passed, said } = await runTests(servers, guard)
    // One that fails as a whole shows that the copy is broken, and not what was guarded.
    const isHeld = failed.length > 0 && passed > 0
    if (!isHeld) survived += 1
    console.log(`${`${index + 1}/${chosen.length}`.padEnd(5)} ${isHeld ? 'held    ' : 'SURVIVED'} ${guard.name}`)
    console.log(`      ${failed[0] ?? said}${failed.length > 1 ? `, and ${failed.length - 1} more` : ''}`)
  }
} finally {
  await servers.close()
}
console.log(`\n${chosen.length - survived} of ${chosen.length} guards are held by tests`)
process.exit(survived === 0 ? 0 : 1)

async function runTests(
  { postgres, redis }: OwnServers,
  { changes, tests }: Pick<AccessGuard, 'tests'> & { changes: readonly Change[] },
): Promise<Outcome> {
  const tree = await makeTree()
  try {
    for (const one of changes) await change(tree.path, one)
    const files = tests.map((name) => `apps/api/test/${name}.integration.test.ts`)
    const output = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        ['node_modules/vitest/vitest.mjs', 'run', '--project', 'integration', '--reporter', 'json', ...files],
        {
          cwd: tree.path,
          timeout: withinMs,
          maxBuffer: 64 * 1024 * 1024,
          env: {
            ...process.env,
            TEST_DATABASE_URL: postgres.directUrl(),
            TEST_REDIS_URL: redis.directUrl(),
            // Each copy has a database to copy from that is its own.
            TEST_RUN: String(Date.now()),
          },
        },
        (_error, stdout, stderr) => resolve(`${stdout}\n${stderr}`),
      )
    })
    return readReport(output)
  } finally {
    await tree.remove()
  }
}

interface Report {
  testResults: { message: string; assertionResults: { status: string; fullName: string }[] }[]
}

function readReport(output: string): Outcome {
  const line = output.split('\n').find((one) => one.startsWith('{"'))
  if (line === undefined) return { failed: [], passed: 0, said: `no report: ${output.trim().slice(-500)}` }
  const { testResults } = JSON.parse(line) as Report
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failed = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const said = [...failed, ...testResults.map(({ message }) => message)].find((text) => text !== '') ?? 'nothing failed'
  return { failed, passed, said }
}

import { execFile } from 'node:child_process'
import { parseArgs } from 'node:util'
import { guards, type Guard } from './guards'
import { change, makeTree } from './mutant-tree'

// `npm run -s mutations:battles [-- WORDS]`: takes each guard of the battles away, in a copy of the source, and shows that the harness
// fails without it; first, that it doesn't fail with all of them. Exit code 1 where a mutant survives.

interface Outcome {
  failed: boolean
  said: string
}

const withinMs = 360_000

const { positionals: words } = parseArgs({ allowPositionals: true })
const chosen = guards.filter(({ name }) => words.every((word) => name.includes(word)))
let survived = 0
for (const [index, guard] of chosen.entries()) {
  const untouched = await runHarness({ ...guard, changes: [] })
  const mutated = await runHarness(guard)
  const isProven = !untouched.failed && mutated.failed
  if (!isProven) survived += 1
  console.log(`${`${index + 1}/${chosen.length}`.padEnd(5)} ${isProven ? 'held    ' : 'SURVIVED'} ${guard.name}`)
  console.log(
    `      chaos ${guard.harness.join(' ')}: ${untouched.failed ? `FAILS WITH ALL GUARDS: ${untouched.said}` : mutated.said}`,
  )
}
console.log(`\n${chosen.length - survived} of ${chosen.length} guards are held by the harness`)
process.exit(survived === 0 ? 0 : 1)

async function runHarness({ changes, harness }: Guard): Promise<Outcome> {
  const tree = await makeTree()
  try {
    for (const one of changes) await change(tree.path, one)
    return await new Promise((resolve) => {
      execFile(
        process.execPath,
        ['--import', 'tsx', 'scripts/chaos.ts', ...harness],
        { cwd: tree.path, timeout: withinMs, maxBuffer: 16 * 1024 * 1024 },
        (error, stdout, stderr) => resolve({ failed: error !== null, said: summarise(stdout, stderr) }),
      )
    })
  } finally {
    await tree.remove()
  }
}

/** The first thing that was wrong, in one line. */
function summarise(stdout: string, stderr: string): string {
  const lines = `${stdout}\n${stderr}`.split('\n')
  const telling = [/^ {2}I\d+ /, /[1-9]\d* duplicate|share a connection/, /^ {2}\S(?!gain:)|Error:/]
  const found = telling.map((pattern) => lines.find((line) => pattern.test(line))).find((line) => line !== undefined)
  return (found ?? lines.find((line) => line.trim() !== '') ?? 'it said nothing').trim().slice(0, 180)
}

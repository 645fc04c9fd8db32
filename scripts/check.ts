import { spawn } from 'node:child_process'
import { generatePrismaClient } from './setup/prisma-client'

// `npm run check`: every gate that needs no service. All of them run, so that one look shows all that is wrong.

type Gate = [name: string, command: string[]]

/** Types take as long as all others together, with caches and without: so these two rows run side by side. */
const rows: Gate[][] = [
  [['types', ['turbo', 'run', 'types', 'types:root', '--concurrency=2', '--output-logs=errors-only', '--continue']]],
  [
    ['format', ['oxfmt', '--check']],
    ['lint', ['oxlint', '--deny-warnings']],
    ['boundaries', ['tsx', 'scripts/check-boundaries.ts']],
    ['dead code', ['knip']],
    ['unit tests', ['vitest', 'run', '--project', 'unit']],
  ],
]

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' }
const startedAt = Date.now()
const failed: string[] = []
// The generated client isn't in git, and types, lint and tests read it.
await generatePrismaClient()
await Promise.all(
  rows.map(async (gates) => {
    for (const gate of gates) await pass(gate)
  }),
)
console.log(
  `${failed.length === 0 ? 'all gates passed' : `failed: ${failed.join(', ')}`} (${((Date.now() - startedAt) / 1000).toFixed(1)} s, Node.js ${process.version})`,
)
process.exitCode = failed.length === 0 ? 0 : 1

async function pass([name, command]: Gate): Promise<void> {
  const gateStartedAt = Date.now()
  const { code, output } = await run(command)
  const seconds = ((Date.now() - gateStartedAt) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(11)} ${seconds.padStart(5)} s`)
  if (code === 0) return
  failed.push(name)
  console.log(output.replace(/^/gm, '       '))
}

async function run([program, ...args]: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(`node_modules/.bin/${program}`, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  return { code, output: output.trimEnd() }
}

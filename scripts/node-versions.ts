import { execFile, spawn } from 'node:child_process'
import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { fetchNodeBinary, type PinnedNode } from '@eduscale/images/node-binary'
import { describe, reasonOf, Trouble } from './setup/trouble'
import { root } from './setup/workplace'
import { otherNodes } from './tests/other-nodes'

// `npm run proofs -- node-versions`: the tests that use no slot, on each line of Node.js that package.json allows beside the one that
// everything else runs on. The binaries come from npm, once, into .data/node. Other arguments go to `npm test`; `--node 24` is that alone.

const { values, positionals } = parseArgs({ allowPositionals: true, options: { node: { type: 'string' } } })
const chosen = otherNodes.filter(({ version }) => values.node === undefined || version.startsWith(`${values.node}.`))
const args = positionals.length > 0 ? positionals : ['--project=unit', '--project=integration']

try {
  if (chosen.length === 0)
    throw new Trouble(`No line of Node.js is like that; there are ${otherNodes.map(versionOf).join(', ')}.`)
  const failed: PinnedNode[] = []
  for (const pinned of chosen) if ((await test(await findNode(pinned), args)) !== 0) failed.push(pinned)
  const outcome = failed.length === 0 ? 'hold' : `fail on ${failed.map(versionOf).join(' and ')}`
  console.log(`tests on Node.js ${chosen.map(versionOf).join(' and ')}: ${outcome}`)
  process.exitCode = failed.length === 0 ? 0 : 1
} catch (error) {
  console.error(`\n${describe(error)}`)
  process.exitCode = 1
}

function versionOf({ version }: PinnedNode): string {
  return version
}

/** The folder with the binary, which is fetched where it isn't there yet. Throws Trouble. */
async function findNode(pinned: PinnedNode): Promise<string> {
  const dir = join(root, '.data/node', pinned.version)
  try {
    await mkdir(dir, { recursive: true })
    await access(join(dir, 'node')).catch(async () => fetchNodeBinary(pinned, dir))
    const { stdout } = await promisify(execFile)(join(dir, 'node'), ['--version'])
    if (stdout.trim() !== `v${pinned.version}`) throw new Error(`it says that it is ${stdout.trim()}`)
    return dir
  } catch (error) {
    throw new Trouble(`Node.js ${pinned.version} could not be had from npm: ${reasonOf(error)}`)
  }
}

/** All that the tests start is that Node too: by the path of the one that starts it, or as the first on PATH. */
async function test(dir: string, given: readonly string[]): Promise<number> {
  const env = { ...process.env, PATH: `${dir}:${process.env['PATH'] ?? ''}` }
  const child = spawn(join(dir, 'node'), ['scripts/test.mjs', ...given], { cwd: root, env, stdio: 'inherit' })
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code ?? 1)))
}

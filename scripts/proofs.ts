import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { findEngine, startEngine } from './setup/docker'
import { onEnd } from './setup/lifetime'
import { Processes } from './setup/processes'
import { Steps, type Say } from './setup/steps'
import { describe, Trouble } from './setup/trouble'
import { root, Workplace } from './setup/workplace'
import { longProofs, type LongProof } from './tests/long-proofs'

// `npm run proofs [-- NAME...] [-- --list]`: the long proofs one after the other, whole, a line for each. Exit code 1 where one doesn't
// hold. What they said is in `.data/proofs/logs`.

const workplace = new Workplace(join(root, '.data/proofs'))
const processes = new Processes(workplace)
let running: ChildProcess | null = null

const { values, positionals } = parseArgs({ allowPositionals: true, options: { list: { type: 'boolean', default: false } } })
if (values.list) {
  for (const { name, what, minutes } of longProofs) console.log(`${name.padEnd(18)} ${`${minutes} min`.padStart(6)}  ${what}`)
  process.exit(0)
}

try {
  const failed = await prove(choose(positionals))
  await stop()
  process.exit(failed.length === 0 ? 0 : 1)
} catch (error) {
  console.error(`\n${describe(error)}`)
  await stop()
  process.exit(2)
}

function choose(names: readonly string[]): readonly LongProof[] {
  const unknown = names.find((name) => !longProofs.some((proof) => proof.name === name))
  if (unknown !== undefined)
    throw new Trouble(`There is no proof ${unknown}; there are: ${longProofs.map(({ name }) => name).join(', ')}`)
  return names.length === 0 ? longProofs : longProofs.filter(({ name }) => names.includes(name))
}

async function prove(chosen: readonly LongProof[]): Promise<LongProof[]> {
  const owner = processes.findOwner()
  if (owner) throw new Trouble(`Proofs already run in this folder (process ${owner.pid}).`)
  onEnd(async (reason) => {
    console.log(`\nStopping (${reason}) ...`)
    await stop()
  })
  await processes.takeOver()
  // One engine for all of them.
  process.env['DOCKER_HOST'] = ((await findEngine()) ?? (await startEngine({ workplace, processes }))).host
  const steps = new Steps(chosen.length)
  const failed: LongProof[] = []
  for (const proof of chosen) {
    const log = logOf(proof)
    try {
      await steps.run(proof.name, async (say) => run(proof, log, say))
    } catch (error) {
      failed.push(proof)
      console.log(`${describe(error)}\n`)
    }
  }
  const outcome = failed.map((proof) => `${proof.name} (${relative(root, logOf(proof))})`).join(', ')
  console.log(`${chosen.length - failed.length} of ${chosen.length} proofs hold${outcome && `; failed: ${outcome}`}`)
  return failed
}

function logOf({ name }: LongProof): string {
  return join(workplace.logs, `${name.replace(':', '-')}.log`)
}

/** Throws where it fails, with the last lines that it said. */
async function run({ command }: LongProof, log: string, say: Say): Promise<void> {
  const child = spawn(process.execPath, [...command], {
    cwd: root,
    env: { ...process.env, TEST_SEED: 'whole', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that all of it ends together.
    detached: true,
  })
  running = child
  const file = createWriteStream(log)
  let tail: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      file.write(chunk)
      tail = [...tail, ...chunk.toString().split('\n')].filter((line) => line.trim() !== '').slice(-12)
      say(tail.at(-1) ?? '')
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  running = null
  file.end()
  if (code !== 0) throw new Trouble(tail.map((line) => `    ${line}`).join('\n'))
}

async function stop(): Promise<void> {
  const ending = running
  if (ending?.pid) {
    const ended = new Promise((resolve) => ending.once('close', resolve))
    // They stop what they have started when they are asked to.
    process.kill(-ending.pid, 'SIGTERM')
    await ended
  }
  await processes.stopAll()
  processes.release()
}

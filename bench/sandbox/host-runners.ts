import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '@eduscale/platform/config'
import { z } from 'zod'
import { median, type Row } from '../table/rows'
import { parseFloor, spread } from './floor'

const exec = promisify(execFile)
/** The slot that is measured beside has it as well; they take turns. */
const core = '0'

/** Other ways to run one program in isolation, measured on the host by the same C program as the floor, each over a bare process there. */
export interface HostRunners {
  measure: (count: number) => Promise<void>
  rows: (overheadMs: { inside: number; seen: number }) => Row[]
  close: () => Promise<void>
}

interface HostRunner {
  /** As in "over isolate's". */
  whose: string
  /** Null: it isn't there, or doesn't work here. */
  run: ((count: number) => Promise<number>) | null
  /** At most this share of its overhead; null where none was set. */
  goals: { inside: number | null; seen: number | null }
}

export async function openHostRunners(hello: Buffer): Promise<HostRunners> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-sandbox-'))
  const program = join(dir, 'hello')
  await writeFile(program, hello)
  await chmod(dir, 0o755)
  await chmod(program, 0o755)
  const compiled = await compile(dir)
  const isolate = compiled ? await openIsolate(program, compiled.floor) : null
  const runners: HostRunner[] = [
    { whose: 'isolate’s --run in a box that is made', run: isolate?.run ?? null, goals: { inside: 1 / 6, seen: 1 / 4 } },
    { whose: 'bubblewrap’s', run: compiled ? await openBubblewrap(program, compiled.floor) : null, goals: noGoals },
    {
      whose: 'the same namespaces and mounts in C',
      run: compiled ? await openNamespaces(dir, program, compiled.namespaces) : null,
      goals: noGoals,
    },
  ]
  const bare: number[] = []
  const times = new Map<string, number[]>(runners.map(({ whose }) => [whose, []]))
  return {
    measure: async (count) => {
      if (compiled) bare.push(await timed(compiled.floor, count, '/dev/null', program))
      for (const { whose, run } of runners) if (run) times.get(whose)?.push(await run(count))
    },
    rows: (overheadMs) =>
      runners.flatMap((runner) => {
        const measured = times.get(runner.whose) ?? []
        if (measured.length > 0) console.error(`spread: ${runner.whose} ${spread(measured)}, bare there ${spread(bare)} ms`)
        const theirs = measured.length === 0 ? null : median(measured) - median(bare)
        return [
          overheadRow(`a run’s overhead in boxd over ${runner.whose}`, overheadMs.inside, theirs, runner.goals.inside),
          overheadRow(`a run’s overhead from the runner over ${runner.whose}`, overheadMs.seen, theirs, runner.goals.seen),
        ]
      }),
    close: async () => {
      await isolate?.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

const noGoals = { inside: null, seen: null }

function overheadRow(metric: string, value: number, floor: number | null, most: number | null): Row {
  const goal = most === null ? 'none set' : `<= 1/${Math.round(1 / most)}`
  // Not measured is never reached.
  if (floor === null) return { metric: `${metric}: not measured`, value, unit: 'ms', floor, ratio: null, goal, ok: false }
  const ratio = value / floor
  return { metric, value, unit: 'ms', floor, ratio, goal, ok: most === null || ratio <= most }
}

/** By the host's compiler: the slots' has no static C library. */
async function compile(dir: string): Promise<{ floor: string; namespaces: string } | null> {
  const built = async (name: string): Promise<string> => {
    const to = join(dir, name)
    await exec('cc', ['-O2', '-o', to, fileURLToPath(new URL(`${name}.c`, import.meta.url))])
    return to
  }
  return Promise.all([built('floor'), built('namespaces')]).then(
    ([floor, namespaces]) => ({ floor, namespaces }),
    () => null,
  )
}

/** The median of so many, in milliseconds, on the core of the slot. */
async function timed(harness: string, count: number, ...args: string[]): Promise<number> {
  const { stdout } = await exec('taskset', ['-c', core, harness, String(count), ...args])
  const floor = parseFloor(stdout)
  if (!floor) throw new Error(`${args.join(' ')} failed under ${harness}`)
  return floor.medianMs
}

/** Null where it can't do it once. */
async function ifItWorks(run: (count: number) => Promise<number>): Promise<((count: number) => Promise<number>) | null> {
  return run(1).then(
    () => run,
    () => null,
  )
}

async function openBubblewrap(program: string, floor: string): Promise<HostRunner['run']> {
  const namespaces = ['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts']
  const mounts = [
    '--ro-bind',
    '/usr',
    '/usr',
    '--ro-bind',
    program,
    '/hello',
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--tmpfs',
    '/tmp',
  ]
  const path = await exec('sh', ['-c', 'command -v bwrap']).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  )
  if (path === null) return null
  return ifItWorks(async (count) => timed(floor, count, '/dev/null', path, ...namespaces, ...mounts, '/hello'))
}

async function openNamespaces(dir: string, program: string, harness: string): Promise<HostRunner['run']> {
  const readOnly = join(dir, 'read-only')
  await mkdir(readOnly)
  return ifItWorks(async (count) => timed(harness, count, readOnly, program))
}

/** ISOLATE names the binary. Its box is made once: what counts is `--run`, as the slot's container is made once. */
async function openIsolate(
  program: string,
  floor: string,
): Promise<{ run: HostRunner['run']; close: () => Promise<void> } | null> {
  const { ISOLATE: path } = loadConfig(z.object({ ISOLATE: z.string().optional() }))
  if (path === undefined) return null
  const close = async (): Promise<void> => void (await exec(path, ['--cleanup']).catch(() => undefined))
  // A box that an earlier run left can't be made a second time.
  await close()
  try {
    const { stdout } = await exec(path, ['--init'])
    await copyFile(program, join(stdout.trim(), 'box', 'hello'))
    const run = await ifItWorks(async (count) => timed(floor, count, '/dev/null', path, '--silent', '--run', '--', './hello'))
    return { run, close }
  } catch {
    await close()
    return null
  }
}

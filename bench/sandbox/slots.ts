import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { plainJudging } from '@eduscale/contracts/test-set'
import { judgeSubmission } from '../../apps/runner/src/judge-submission'
import { languages } from '../../apps/runner/src/languages/registry'
import type { Box, Sandbox } from '../../apps/runner/src/sandbox/sandbox'
import { median, type Row } from '../table/rows'
import { startBareContainer } from './bare-container'
import { spec } from './floor'

const run = promisify(execFile)
/** Over a bare container's start. */
const maxReplacement = 1.5
const maxWarmMb = 4
const repeats = 20

/**
 * How long a replacement takes, from asking for a container to its hello, over a bare container's start; and what one that waits takes
 * of the machine, over the least program there is.
 */
export async function measureSlots(sandbox: Sandbox, owner: string): Promise<Row[]> {
  const [starts, bare]: [number[], number[]] = [[], []]
  const image = await imageOf(owner)
  for (let i = 0; i < 7; i += 1) {
    await sandbox
      .withSlot(
        async () => {
          throw new Error('replace it')
        },
        { signal: AbortSignal.timeout(30_000), image: 'polyglot' },
      )
      .catch(() => undefined)
    const startedAt = performance.now()
    await sandbox.withSlot(async () => undefined, { signal: AbortSignal.timeout(30_000), image: 'polyglot' })
    starts.push(performance.now() - startedAt)
    const bareMs = await startBareContainer(image)
    if (bareMs !== null) bare.push(bareMs)
  }
  const startMs = median(starts)
  const warmMb = await residentMb(owner)
  const leastMb = await sandbox.withSlot(async ({ box }) => leastProgramMb(box), {
    signal: AbortSignal.timeout(30_000),
    image: 'polyglot',
  })
  const floor = bare.length === 0 ? null : median(bare)
  return [
    {
      metric: floor === null ? 'a replacement slot: its floor is not measured' : 'a replacement slot',
      value: startMs,
      unit: 'ms',
      floor,
      ratio: floor === null ? null : startMs / floor,
      goal: `<= ${maxReplacement} x floor`,
      ok: floor !== null && startMs <= maxReplacement * floor,
    },
    {
      metric: 'memory of a warm slot’s process',
      value: warmMb,
      unit: 'MB',
      floor: leastMb,
      ratio: warmMb / leastMb,
      goal: `<= ${maxWarmMb} MB`,
      ok: warmMb <= maxWarmMb,
    },
  ]
}

/** Of one that does nothing, from the image's own files. */
async function leastProgramMb(box: Box): Promise<number> {
  box.reset()
  return (await box.run(spec(['/usr/bin/true']))).peakBytes / (1024 * 1024)
}

async function imageOf(owner: string): Promise<string> {
  const names = await run('docker', ['ps', '--filter', `label=eduscale.owner=${owner}`, '--format', '{{.Image}}'])
  return names.stdout.split('\n').find((name) => name.includes('polyglot')) ?? ''
}

/** Resident memory of boxd; what the engine keeps beside each container (its shim, some 10 MB) is not in it. */
async function residentMb(owner: string): Promise<number> {
  const id =
    (await run('docker', ['ps', '-q', '--no-trunc', '--filter', `label=eduscale.owner=${owner}`])).stdout.trim().split('\n')[0] ??
    ''
  const pid = (await run('docker', ['inspect', '--format', '{{.State.Pid}}', id])).stdout.trim()
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN)
  return kilobytes / 1024
}

const programs = {
  AC: 'print(int(input()) + 1)',
  WA: 'print(int(input()) + 2)',
  RTE: 'print(1 // (int(input()) - 1))',
  TLE: 'while True: pass',
  MLE: 'x = bytearray(200 << 20)\nfor i in range(0, len(x), 4096): x[i] = 1',
}

/** Where time shall not be what runs out: 200 MB are 51,200 fresh pages, for which machines need 0.03 to 1 s of cpu time. */
const timeToFillMs = 10_000

/** Every kind of verdict again and again: how many of the runs said what the first did. */
export async function measureStability(sandbox: Sandbox): Promise<Row[]> {
  let same = 0
  for (const [expected, text] of Object.entries(programs)) {
    for (let i = 0; i < repeats; i += 1) {
      const judgement = await judgeSubmission(
        sandbox,
        {
          language: languages.python,
          sources: [{ name: 'main.py', text }],
          limits: { timeMs: expected === 'TLE' ? 200 : timeToFillMs, memoryMb: 64, outputBytes: 65_536 },
          tests: [{ name: '1', isSample: false, input: Buffer.from('1\n'), answer: Buffer.from('2\n') }],
          judging: plainJudging,
          stopAtFirst: true,
        },
        AbortSignal.timeout(60_000),
      )
      if (judgement.verdict === expected) same += 1
    }
  }
  const all = repeats * Object.keys(programs).length
  return [
    {
      metric: `same verdict again, of ${all}`,
      value: same,
      unit: '',
      floor: all,
      ratio: same / all,
      goal: 'all',
      ok: same === all,
    },
  ]
}

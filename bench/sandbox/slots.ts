import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { plainJudging } from '@eduscale/contracts/test-set'
import { judgeSubmission } from '../../apps/runner/src/judge/judge-submission'
import { languages } from '../../apps/runner/src/languages/registry'
import type { Sandbox } from '../../apps/runner/src/sandbox/sandbox'
import { median, type Row } from '../rows'

const run = promisify(execFile)
const maxReplacementMs = 150
const maxWarmMb = 4
const repeats = 20

/** How long a replacement takes, from asking for a container to its hello, and what one that waits takes of the machine. */
export async function measureSlots(sandbox: Sandbox, owner: string): Promise<Row[]> {
  const starts: number[] = []
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
  }
  const startMs = median(starts)
  const warmMb = await residentMb(owner)
  return [
    {
      metric: 'a replacement slot',
      value: startMs,
      unit: 'ms',
      floor: null,
      ratio: null,
      goal: `<= ${maxReplacementMs} ms`,
      ok: startMs <= maxReplacementMs,
    },
    {
      metric: 'memory of a warm slot’s process',
      value: warmMb,
      unit: 'MB',
      floor: null,
      ratio: null,
      goal: `<= ${maxWarmMb} MB`,
      ok: warmMb <= maxWarmMb,
    },
  ]
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

/** 200 MB are 51,200 fresh pages, for which machines need 0.03 to 1 s of cpu time: here memory shall be what runs out. */
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
          limits: { timeMs: expected === 'MLE' ? timeToFillMs : 200, memoryMb: 64, outputBytes: 65_536 },
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

import { readFile } from 'node:fs/promises'
import { plainJudging } from '@eduscale/contracts/test-set'
import { openSandbox } from '../apps/runner/src/cli/open-sandbox'
import { judgeSubmission } from '../apps/runner/src/judge/judge-submission'
import { languages } from '../apps/runner/src/languages/registry'
import type { Box, RunResult, RunSpec, Sandbox } from '../apps/runner/src/sandbox/sandbox'
import { median, type Row } from './rows'

const rounds = 7
const runsPerRound = 60
const testsPerSubmission = 10
const hello = '#include <stdio.h>\nint main(void) { puts("hello"); }'
const mebibyte = 1024 * 1024

interface Sample {
  language: keyof typeof languages
  text: string
  goal: number
}
const samples: Sample[] = [
  {
    language: 'cpp',
    text: '#include <bits/stdc++.h>\nint main() { long long a, b; std::cin >> a >> b; long long s = 0; for (long long i = 0; i < 50000000; i++) s += i ^ a; std::cout << a + b + (s & 0); }',
    goal: 1.05,
  },
  { language: 'python', text: 'a, b = map(int, input().split())\nfor i in range(1000000): pass\nprint(a + b)', goal: 1.05 },
  {
    language: 'javascript',
    text: "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number)\nlet s = 0; for (let i = 0; i < 30000000; i++) s += i & 3\nconsole.log(a + b + 0 * s)",
    goal: 1.1,
  },
  {
    language: 'typescript',
    text: "import { readFileSync } from 'node:fs'\nconst [a, b] = readFileSync(0, 'utf8').split(' ').map(Number)\nlet s: number = 0; for (let i = 0; i < 30000000; i++) s += i & 3\nconsole.log(a! + b! + 0 * s)",
    goal: 1.1,
  },
  {
    language: 'java',
    text: 'public class A { public static void main(String[] x) { var in = new java.util.Scanner(System.in); long a = in.nextLong() + in.nextLong(), s = 0; for (int i = 0; i < 50000000; i++) s += i ^ a; System.out.println(a + (s & 0)); } }',
    goal: 1.05,
  },
]

/** What the sandbox costs over bare processes: medians of interleaved rounds, so that a busy machine slows both. */
export async function run(): Promise<Row[]> {
  const opened = await openSandbox((line) => console.error(line), 1)
  try {
    const rows = await opened.sandbox.withSlot(async ({ box }) => measureRuns(box), {
      signal: AbortSignal.timeout(300_000),
      image: 'polyglot',
    })
    for (const sample of samples) {
      rows.push(await measureSubmission(opened.sandbox, sample))
      console.error(`measured ${sample.language}`)
    }
    return rows
  } finally {
    await opened.close()
  }
}

async function measureRuns(box: Box): Promise<Row[]> {
  box.reset()
  box.putFile({ name: 'hello.c', content: Buffer.from(hello) })
  box.putFile({ name: 'floor.c', content: await readFile(new URL('sandbox-floor.c', import.meta.url)) })
  for (const name of ['hello', 'floor'])
    await box.run(spec(['/usr/bin/gcc', '-O2', '-static', '-o', `/box/${name}`, `/box/${name}.c`], true))
  const [bare, inside, seen, perRun]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let round = 0; round < rounds; round += 1) {
    bare.push((await runFloor(box, runsPerRound, '/dev/null', ['/box/hello'])).medianMs)
    const walls: number[] = []
    const trips: number[] = []
    for (let i = 0; i < runsPerRound; i += 1) {
      const startedAt = performance.now()
      walls.push((await box.run(spec(['/box/hello']))).wallMs)
      trips.push(performance.now() - startedAt)
    }
    inside.push(median(walls))
    seen.push(median(trips))
    const startedAt = performance.now()
    await Promise.all(Array.from({ length: runsPerRound }, async () => box.run(spec(['/box/hello']))))
    perRun.push((performance.now() - startedAt) / runsPerRound)
  }
  console.error(
    `spread: bare ${spread(bare)}, in boxd ${spread(inside)}, from the runner ${spread(seen)}, in a batch ${spread(perRun)} ms`,
  )
  const late = await lateness(box)
  const floor = median(bare)
  return [
    {
      metric: 'one run, in boxd',
      value: median(inside),
      unit: 'ms',
      floor,
      ratio: median(inside) / floor,
      goal: 'floor + 0.7 ms',
      ok: median(inside) - floor <= 0.7,
    },
    {
      metric: 'one run, from the runner',
      value: median(seen),
      unit: 'ms',
      floor,
      ratio: median(seen) / floor,
      goal: 'floor + 1.0 ms',
      ok: median(seen) - floor <= 1,
    },
    {
      metric: 'runs per second on one core',
      value: 1000 / median(perRun),
      unit: '/s',
      floor: 1000 / floor,
      ratio: floor / median(perRun),
      goal: '>= 1000/s',
      ok: 1000 / median(perRun) >= 1000,
    },
    {
      metric: 'kill at the time limit, late by',
      value: late,
      unit: 'ms',
      floor: null,
      ratio: null,
      goal: '<= 25 ms',
      ok: late <= 25,
    },
  ]
}

async function lateness(box: Box): Promise<number> {
  box.putFile({ name: 'spin.c', content: Buffer.from('int main(void) { for (volatile int i = 0;; i++) {} }') })
  await box.run(spec(['/usr/bin/gcc', '-o', '/box/spin', '/box/spin.c'], true))
  const base = spec(['/box/spin'])
  const late: number[] = []
  for (let i = 0; i < 5; i += 1) late.push((await box.run({ ...base, limits: { ...base.limits, cpuMs: 200 } })).cpuMs - 200)
  return median(late)
}

/** A submission of ten tests, from the call to the verdict, over its compiler and its ten runs as bare processes. */
async function measureSubmission(sandbox: Sandbox, { language: id, text, goal }: Sample): Promise<Row> {
  const language = languages[id]
  const limits = { timeMs: 10_000, memoryMb: 256, outputBytes: mebibyte }
  const tests = Array.from({ length: testsPerSubmission }, (_, i) => ({
    name: String(i),
    isSample: false,
    input: Buffer.from('3 4\n'),
    answer: Buffer.from('7\n'),
  }))
  const [judged, bare]: [number[], number[]] = [[], []]
  for (let round = 0; round < 5; round += 1) {
    const startedAt = performance.now()
    const judgement = await judgeSubmission(
      sandbox,
      {
        language,
        sources: [{ name: 'main', text }],
        limits,
        tests,
        judging: plainJudging,
        stopAtFirst: false,
      },
      AbortSignal.timeout(120_000),
    )
    judged.push(performance.now() - startedAt)
    if (judgement.verdict !== 'AC') throw new Error(`${id} was ${judgement.verdict}: ${judgement.compile.output}`)
    bare.push(
      await sandbox.withSlot(
        async ({ box }) => {
          await box.limitMemory(1024 * mebibyte)
          box.reset()
          box.putFile({ name: 'floor.c', content: await readFile(new URL('sandbox-floor.c', import.meta.url)) })
          await box.run(spec(['/usr/bin/gcc', '-O2', '-static', '-o', '/box/floor', '/box/floor.c'], true))
          box.putFile({ name: language.sourceName, content: Buffer.from(text) })
          box.putFile({ name: 'input', content: Buffer.from('3 4\n') })
          const compiling = await runFloor(box, 1, '/dev/null', language.compileArgv([language.sourceName]))
          const running = await runFloor(box, testsPerSubmission, '/box/input', language.runArgv(limits))
          return compiling.sumMs + running.sumMs
        },
        { signal: AbortSignal.timeout(120_000), image: 'polyglot' },
      ),
    )
  }
  console.error(`spread ${id}: judged ${spread(judged)}, bare ${spread(bare)} ms`)
  const ratio = median(judged) / median(bare)
  return {
    metric: `submission of 10 tests, ${id}`,
    value: median(judged),
    unit: 'ms',
    floor: median(bare),
    ratio,
    goal: `<= ${goal} x floor`,
    ok: ratio <= goal,
  }
}

async function runFloor(
  box: Box,
  count: number,
  stdin: string,
  argv: readonly string[],
): Promise<{ medianMs: number; sumMs: number }> {
  const result = await box.run(spec(['/box/floor', String(count), stdin, ...argv], true))
  const [medianNs, sumNs] = result.stdout.toString().split(' ').map(Number)
  if (!medianNs || !sumNs) throw new Error(`the floor failed: ${describe(result)}`)
  return { medianMs: medianNs / 1e6, sumMs: sumNs / 1e6 }
}

function spec(argv: readonly string[], isCompile = false): RunSpec {
  const limits = {
    cpuMs: 60_000,
    wallMs: 120_000,
    stdoutBytes: mebibyte,
    stackBytes: 64 * mebibyte,
    fileBytes: 128 * mebibyte,
    tmpBytes: 64 * mebibyte,
  }
  return { argv, isCompile, limits, input: Buffer.alloc(0), collect: [] }
}

function describe(result: RunResult): string {
  return `${JSON.stringify(result.end)} ${result.stdout.toString()}${result.stderr.toString()}`
}

function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)}-${Math.max(...values).toFixed(2)}`
}

import { plainJudging } from '@eduscale/contracts/test-set'
import { judgeSubmission } from '../../apps/runner/src/judge-submission'
import { plainProgram } from '../../apps/runner/src/judge/asked-program'
import { runMemoryBytes } from '../../apps/runner/src/judge/limits'
import { packProgram, unpackProgram } from '../../apps/runner/src/judge/program-archive'
import { languages } from '../../apps/runner/src/languages/registry'
import type { Sandbox } from '../../apps/runner/src/sandbox/sandbox'
import { median, type Row } from '../table/rows'
import { prepareFloor, runFloor, spread } from './floor'

const rounds = 5
const testsPerSubmission = 10
/** Submissions of a round for each core. */
const throughputCount = 8
const mebibyte = 1024 * 1024

interface Sample {
  language: keyof typeof languages
  text: string
  /** A submission's time over that of bare processes; null where only throughput is measured. */
  goal: number | null
}

const samples: readonly Sample[] = [
  {
    language: 'cpp',
    text: '#include <bits/stdc++.h>\nint main() { long long a, b; std::cin >> a >> b; long long s = 0; for (long long i = 0; i < 50000000; i++) s += i ^ a; std::cout << a + b + (s & 0); }',
    goal: 1.05,
  },
  {
    language: 'python',
    text: 'a, b = map(int, input().split())\nfor i in range(1000000): pass\nprint(a + b)',
    goal: 1.05,
  },
  {
    language: 'javascript',
    text: "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number)\nlet s = 0; for (let i = 0; i < 30000000; i++) s += i & 3\nconsole.log(a + b + 0 * s)",
    goal: 1.05,
  },
  {
    language: 'typescript',
    text: "import { readFileSync } from 'node:fs'\nconst [a, b] = readFileSync(0, 'utf8').split(' ').map(Number)\nlet s: number = 0; for (let i = 0; i < 30000000; i++) s += i & 3\nconsole.log(a! + b! + 0 * s)",
    goal: 1.05,
  },
  {
    language: 'java',
    text: 'public class A { public static void main(String[] x) { var in = new java.util.Scanner(System.in); long a = in.nextLong() + in.nextLong(), s = 0; for (int i = 0; i < 50000000; i++) s += i ^ a; System.out.println(a + (s & 0)); } }',
    goal: 1.05,
  },
  {
    language: 'go',
    text: 'package main\nimport "fmt"\nfunc main() { var a, b, s int; fmt.Scan(&a, &b); for i := 0; i < 50000000; i++ { s += i ^ a }; fmt.Println(a + b + s*0) }',
    goal: 1.1,
  },
  {
    language: 'rust',
    text: 'use std::io::Read;\nfn main() { let mut t = String::new(); std::io::stdin().read_to_string(&mut t).unwrap(); let v: Vec<i64> = t.split_whitespace().map(|x| x.parse().unwrap()).collect(); println!("{}", v[0] + v[1]); }',
    goal: 1.1,
  },
]

/** Small programs, as most submissions are: what they take is compiling and starting. */
const short: readonly Sample[] = [
  { language: 'python', text: 'a, b = map(int, input().split())\nprint(a + b)', goal: null },
  {
    language: 'javascript',
    text: "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number)\nconsole.log(a + b)",
    goal: null,
  },
  {
    language: 'cpp',
    text: '#include <bits/stdc++.h>\nint main() { long long a, b; std::cin >> a >> b; std::cout << a + b; }',
    goal: null,
  },
]

export async function measureSubmissions(sandbox: Sandbox): Promise<Row[]> {
  const rows: Row[] = []
  for (const sample of samples) {
    rows.push(await measureSubmission(sandbox, sample))
    console.error(`measured ${sample.language}`)
  }
  return rows
}

/** A submission of ten tests, from the call to the verdict, over its compiler and its ten runs as bare processes. */
async function measureSubmission(sandbox: Sandbox, { language: id, text, goal }: Sample): Promise<Row> {
  const [judged, bare]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now()
    await judge(sandbox, { id, text })
    judged.push(performance.now() - startedAt)
    bare.push(await measureBare(sandbox, { id, text }))
  }
  console.error(`spread ${id}: judged ${spread(judged)}, bare ${spread(bare)} ms`)
  const ratio = median(judged) / median(bare)
  return {
    metric: `submission of 10 tests, ${id}`,
    value: median(judged),
    unit: 'ms',
    floor: median(bare),
    ratio,
    goal: goal === null ? 'none set' : `<= ${goal} x floor`,
    ok: goal === null || ratio <= goal,
  }
}

/** Of what the cores do with bare processes alone, all of them at the same time. */
const minThroughput = 0.9

/** Submissions that end per second while every core is busy, and bare processes in their place, by turns. */
export async function measureThroughput(sandbox: Sandbox): Promise<Row[]> {
  const rows: Row[] = []
  for (const { language: id, text } of short) {
    const [judged, bare]: [number[], number[]] = [[], []]
    const onAllCores = async (work: () => Promise<unknown>): Promise<number> => {
      const startedAt = performance.now()
      await Promise.all(Array.from({ length: throughputCount * sandbox.slots }, work))
      return (1000 * throughputCount * sandbox.slots) / (performance.now() - startedAt)
    }
    // The first of each finds its container cold.
    await Promise.all(Array.from({ length: sandbox.slots }, async () => judge(sandbox, { id, text })))
    for (let round = 0; round < rounds; round += 1) {
      judged.push(await onAllCores(async () => judge(sandbox, { id, text })))
      bare.push(await measureBareRate(sandbox, { id, text }))
    }
    console.error(`spread on all cores, ${id}: judged ${spread(judged)}, bare ${spread(bare)} /s`)
    const ratio = median(judged) / median(bare)
    rows.push({
      metric: `submissions per second on ${sandbox.slots} cores, ${id}`,
      value: median(judged),
      unit: '/s',
      floor: median(bare),
      ratio,
      goal: `>= ${minThroughput} x floor`,
      ok: ratio >= minThroughput,
    })
  }
  return rows
}

/** One core each, so many one after the other; what is counted is the time of the processes, without putting them there. */
async function measureBareRate(sandbox: Sandbox, program: Program): Promise<number> {
  const perCore = await Promise.all(
    Array.from({ length: sandbox.slots }, async () => measureBare(sandbox, program, throughputCount)),
  )
  return perCore.reduce((sum, ms) => sum + (1000 * throughputCount) / ms, 0)
}

interface Program {
  id: keyof typeof languages
  text: string
}

const limits = { timeMs: 10_000, memoryMb: 256, outputBytes: mebibyte }

async function judge(sandbox: Sandbox, { id, text }: Program): Promise<void> {
  const judgement = await judgeSubmission(
    sandbox,
    {
      language: languages[id],
      sources: [{ name: 'main', text }],
      limits,
      tests: Array.from({ length: testsPerSubmission }, (_, i) => ({
        name: String(i),
        isSample: false,
        input: Buffer.from('3 4\n'),
        answer: Buffer.from('7\n'),
      })),
      judging: plainJudging,
      stopAtFirst: false,
    },
    AbortSignal.timeout(300_000),
  )
  if (judgement.verdict !== 'AC') throw new Error(`${id} was ${judgement.verdict}: ${judgement.compile.output}`)
}

/** The compiler and the runs of so many submissions as bare processes: the sum of their times. */
async function measureBare(sandbox: Sandbox, { id, text }: Program, times = 1): Promise<number> {
  const language = languages[id]
  const input = Buffer.from('3 4\n')
  const runBytes = runMemoryBytes({ language, limits, asked: plainProgram, tests: [{ input }] })
  floorArchive ??= await packFloor(sandbox)
  const archive = floorArchive
  return sandbox.withSlot(
    async ({ box }) => {
      // The limits that judging sets as well: a change of them costs 13 ms, and would otherwise be judging's alone.
      await box.limitMemory(language.compileMemoryMb === null ? runBytes : language.compileMemoryMb * mebibyte)
      if (!(await unpackProgram(box, archive))) throw new Error(`the floor can't be put into the image of ${id}`)
      box.putFile({ name: language.sourceName, content: Buffer.from(text) })
      box.putFile({ name: 'input', content: input })
      const compiling = await runFloor(box, times, '/dev/null', language.compileArgv([language.sourceName]))
      await box.limitMemory(runBytes)
      const running = await runFloor(
        box,
        times * testsPerSubmission,
        '/box/input',
        language.runArgv({ ...limits, entry: language.sourceName }),
      )
      return compiling.sumMs + running.sumMs
    },
    { signal: AbortSignal.timeout(300_000), image: language.image },
  )
}

let floorArchive: Buffer | null = null

/** Only one image has a C compiler. */
async function packFloor(sandbox: Sandbox): Promise<Buffer> {
  return sandbox.withSlot(
    async ({ box }) => {
      await box.limitMemory(1024 * mebibyte)
      box.reset()
      await prepareFloor(box)
      const archive = await packProgram(box)
      if (!archive) throw new Error('the floor was not packed')
      return archive
    },
    { signal: AbortSignal.timeout(60_000), image: 'polyglot' },
  )
}

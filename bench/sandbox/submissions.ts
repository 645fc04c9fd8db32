import { plainJudging } from '@eduscale/contracts/test-set'
import { judgeSubmission } from '../../apps/runner/src/judge/judge-submission'
import { runMemoryBytes } from '../../apps/runner/src/judge/limits'
import { packProgram, unpackProgram } from '../../apps/runner/src/judge/program-archive'
import { languages } from '../../apps/runner/src/languages/registry'
import type { Sandbox } from '../../apps/runner/src/sandbox/sandbox'
import { median, type Row } from '../rows'
import { prepareFloor, runFloor, spread } from './floor'

const rounds = 5
const testsPerSubmission = 10
const mebibyte = 1024 * 1024

interface Sample {
  language: keyof typeof languages
  text: string
  /** Over bare processes; null where none was set. */
  goal: number | null
  /** Submissions per second on two cores; null where none was set. */
  throughputGoal: number | null
}

const samples: readonly Sample[] = [
  {
    language: 'cpp',
    text: '#include <bits/stdc++.h>\nint main() { long long a, b; std::cin >> a >> b; long long s = 0; for (long long i = 0; i < 50000000; i++) s += i ^ a; std::cout << a + b + (s & 0); }',
    goal: 1.05,
    throughputGoal: 1.9,
  },
  {
    language: 'python',
    text: 'a, b = map(int, input().split())\nfor i in range(1000000): pass\nprint(a + b)',
    goal: 1.05,
    throughputGoal: null,
  },
  {
    language: 'javascript',
    text: "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number)\nlet s = 0; for (let i = 0; i < 30000000; i++) s += i & 3\nconsole.log(a + b + 0 * s)",
    goal: 1.1,
    throughputGoal: null,
  },
  {
    language: 'typescript',
    text: "import { readFileSync } from 'node:fs'\nconst [a, b] = readFileSync(0, 'utf8').split(' ').map(Number)\nlet s: number = 0; for (let i = 0; i < 30000000; i++) s += i & 3\nconsole.log(a! + b! + 0 * s)",
    goal: 1.1,
    throughputGoal: null,
  },
  {
    language: 'java',
    text: 'public class A { public static void main(String[] x) { var in = new java.util.Scanner(System.in); long a = in.nextLong() + in.nextLong(), s = 0; for (int i = 0; i < 50000000; i++) s += i ^ a; System.out.println(a + (s & 0)); } }',
    goal: 1.05,
    throughputGoal: null,
  },
  {
    language: 'go',
    text: 'package main\nimport "fmt"\nfunc main() { var a, b, s int; fmt.Scan(&a, &b); for i := 0; i < 50000000; i++ { s += i ^ a }; fmt.Println(a + b + s*0) }',
    goal: null,
    throughputGoal: null,
  },
  {
    language: 'rust',
    text: 'use std::io::Read;\nfn main() { let mut t = String::new(); std::io::stdin().read_to_string(&mut t).unwrap(); let v: Vec<i64> = t.split_whitespace().map(|x| x.parse().unwrap()).collect(); println!("{}", v[0] + v[1]); }',
    goal: null,
    throughputGoal: null,
  },
]

/** Small programs, as most submissions are: what they take is compiling and starting. */
const short: readonly Sample[] = [
  { language: 'python', text: 'a, b = map(int, input().split())\nprint(a + b)', goal: null, throughputGoal: 12 },
  {
    language: 'javascript',
    text: "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number)\nconsole.log(a + b)",
    goal: null,
    throughputGoal: 5.5,
  },
  {
    language: 'cpp',
    text: '#include <bits/stdc++.h>\nint main() { long long a, b; std::cin >> a >> b; std::cout << a + b; }',
    goal: null,
    throughputGoal: 1.9,
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

/** Submissions that end per second while every core is busy; the floor is what the cores would do with bare processes alone. */
export async function measureThroughput(sandbox: Sandbox): Promise<Row[]> {
  const rows: Row[] = []
  for (const { language: id, text, throughputGoal } of short) {
    const bareMs: number[] = []
    for (let round = 0; round < 3; round += 1) bareMs.push(await measureBare(sandbox, { id, text }))
    const count = 8 * sandbox.slots
    await Promise.all(Array.from({ length: sandbox.slots }, async () => judge(sandbox, { id, text })))
    const startedAt = performance.now()
    await Promise.all(Array.from({ length: count }, async () => judge(sandbox, { id, text })))
    const value = (1000 * count) / (performance.now() - startedAt)
    const floor = (1000 * sandbox.slots) / median(bareMs)
    const goal = throughputGoal === null ? 'none set' : `>= ${throughputGoal}/s`
    const ok = throughputGoal === null || value >= throughputGoal
    rows.push({
      metric: `submissions per second on ${sandbox.slots} cores, ${id}`,
      value,
      unit: '/s',
      floor,
      ratio: value / floor,
      goal,
      ok,
    })
    console.error(`measured the throughput of ${id}`)
  }
  return rows
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

async function measureBare(sandbox: Sandbox, { id, text }: Program): Promise<number> {
  const language = languages[id]
  const input = Buffer.from('3 4\n')
  const runBytes = runMemoryBytes({ language, limits, tests: [{ input }] })
  floorArchive ??= await packFloor(sandbox)
  const archive = floorArchive
  return sandbox.withSlot(
    async ({ box }) => {
      // The limits that judging sets as well: a change of them costs 13 ms, and would otherwise be judging's alone.
      await box.limitMemory(language.compileMemoryMb === null ? runBytes : language.compileMemoryMb * mebibyte)
      if (!(await unpackProgram(box, archive))) throw new Error(`the floor can't be put into the image of ${id}`)
      box.putFile({ name: language.sourceName, content: Buffer.from(text) })
      box.putFile({ name: 'input', content: input })
      const compiling = await runFloor(box, 1, '/dev/null', language.compileArgv([language.sourceName]))
      await box.limitMemory(runBytes)
      const running = await runFloor(
        box,
        testsPerSubmission,
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

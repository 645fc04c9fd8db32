import { cpus } from 'node:os'
import { plainJudging } from '@eduscale/contracts/test-set'
import { openSandbox } from '../apps/runner/src/cli/open-sandbox'
import { judgeSubmission } from '../apps/runner/src/judge/judge-submission'
import { languages } from '../apps/runner/src/languages/registry'
import { BusyMachineError, type Sandbox } from '../apps/runner/src/sandbox/sandbox'
import { burners, loadMachine, sleepers } from '../apps/runner/test/machine-load'
import type { Row } from './rows'

/** Half a program per core, then eight: whether verdicts speak of the programs or of the machine. */
const loadsPerCore = [0.25, 8]
const repeats = { right: 50, slow: 25, asleep: 12 }
const limits = { timeMs: 400, memoryMb: 64, outputBytes: 65_536 }
/** As a runner does it. */
const maxTries = 3

const ids = ['c', 'python', 'javascript', 'cpp'] as const
type Id = (typeof ids)[number]
const burner = (id: Id, seconds: number): string => burners[id === 'cpp' ? 'c' : id](seconds)

interface Case {
  id: Id
  text: string
  /** A verdict, and the clock that ran out. */
  expected: string
}

/** Some 350 programs, right ones that take most of their time, slow ones and sleeping ones, judged at two loads. */
export async function run(): Promise<Row[]> {
  const cases: Case[] = ids.flatMap((id) => [
    ...Array.from({ length: repeats.right }, () => ({ id, text: burner(id, 0.25), expected: 'AC' })),
    ...Array.from({ length: repeats.slow }, () => ({ id, text: burner(id, 60), expected: 'TLE cpu' })),
    ...Array.from({ length: repeats.asleep }, () => ({ id, text: sleepers[id], expected: 'TLE wall' })),
  ])
  const opened = await openSandbox((line) => console.error(line), null)
  const rows: Row[] = []
  try {
    for (const perCore of loadsPerCore) {
      const processes = Math.max(1, Math.round(perCore * cpus().length))
      const load = await loadMachine(processes)
      try {
        rows.push(await judgeAll(opened.sandbox, cases, `${processes} busy processes on ${cpus().length} cores`))
      } finally {
        await load.stop()
      }
    }
  } finally {
    await opened.close()
  }
  return rows
}

async function judgeAll(sandbox: Sandbox, cases: readonly Case[], load: string): Promise<Row> {
  const left = [...cases]
  let same = 0
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) {
      const found = await judge(sandbox, next)
      if (found === next.expected) same += 1
      else console.error(`${next.id} is ${found}, and should be ${next.expected}: ${next.text.slice(0, 80)}`)
    }
  }
  await Promise.all(Array.from({ length: sandbox.slots }, work))
  const all = cases.length
  return {
    metric: `right verdicts, ${load}`,
    value: same,
    unit: '',
    floor: all,
    ratio: same / all,
    goal: 'all',
    ok: same === all,
  }
}

async function judge(sandbox: Sandbox, { id, text }: Case): Promise<string> {
  const request = {
    language: languages[id],
    sources: [{ name: 'main', text }],
    limits,
    tests: [{ name: '1', isSample: false, input: Buffer.from('3 4\n'), answer: Buffer.from('7\n') }],
    judging: plainJudging,
    stopAtFirst: true,
  }
  for (let tries = 1; ; tries += 1) {
    try {
      const { verdict, tests } = await judgeSubmission(sandbox, request, AbortSignal.timeout(300_000))
      return verdict === 'TLE' ? `TLE ${tests[0]?.exceeded}` : verdict
    } catch (error) {
      if (!(error instanceof BusyMachineError)) throw error
      if (tries === maxTries) return 'IE'
    }
  }
}

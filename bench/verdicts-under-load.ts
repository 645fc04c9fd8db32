import { cpus } from 'node:os'
import { languageIds, type LanguageId } from '@eduscale/contracts/language'
import { plainJudging } from '@eduscale/contracts/test-set'
import { openSandbox } from '../apps/runner/src/cli/open-sandbox'
import { judgeSubmission } from '../apps/runner/src/judge-submission'
import { languages } from '../apps/runner/src/languages/registry'
import { BusyMachineError, type Sandbox } from '../apps/runner/src/sandbox/sandbox'
import { samples } from '../apps/runner/test/language-samples'
import { burners, loadMachine, sleepers } from '../apps/runner/test/machine-load'
import type { Row } from './table/rows'

/** Half a program per core, then eight: whether verdicts speak of the programs or of the machine. */
const loadsPerCore = [0.25, 8]
/** Of each language, so that there are some 200, 100 and 50 over all. */
const repeats = { right: 14, slow: 7, asleep: 4 }
/** Each language's compiler and runtime have time to start. */
const limits = { timeMs: 1_000, memoryMb: 256, outputBytes: 65_536 }
/** As a runner does it. */
const maxTries = 3

interface Case {
  id: LanguageId
  text: string
  /** A verdict, and the clock that ran out. */
  expected: string
}

/** Some 350 programs over all languages: right ones (some take most of their time), slow ones and sleeping ones, judged at two loads. */
export async function run(): Promise<Row[]> {
  const cases = languageIds.flatMap((id) => casesOf(id))
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

function casesOf(id: LanguageId): Case[] {
  const burner = Object.entries(burners).find(([language]) => language === id)?.[1]
  const sleeper = Object.entries(sleepers).find(([language]) => language === id)?.[1]
  const some = (count: number, text: string, expected: string) => Array.from({ length: count }, () => ({ id, text, expected }))
  return [
    ...some(repeats.right / 2, samples[id].right, 'AC'),
    ...some(repeats.right / 2, burner ? burner(0.7) : samples[id].right, 'AC'),
    ...some(repeats.slow, samples[id].endless, 'TLE cpu'),
    ...(sleeper === undefined ? [] : some(repeats.asleep, sleeper, 'TLE wall')),
  ]
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
    tests: [{ name: '1', isSample: false, input: Buffer.from(inputOf(id)), answer: Buffer.from('7\n') }],
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

function inputOf(id: LanguageId): string {
  return id === 'sql' ? 'CREATE TABLE t (a, b);\nINSERT INTO t VALUES (3, 4);\n' : '3 4\n'
}

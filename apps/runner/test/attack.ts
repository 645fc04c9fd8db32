import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { plainJudging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge-submission'
import type { Language } from '../src/languages/language'
import { findLanguageOf, languages } from '../src/languages/registry'
import type { Level } from '../src/sandbox/slot-spec'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'
import { takeInventory, type SlotInventory } from './slot-inventory'

const dir = fileURLToPath(new URL('hostile', import.meta.url))
const limits = { timeMs: 400, memoryMb: 64, outputBytes: 1024 * 1024 }
/** Two tests, so that what the first leaves behind is there for the second to find. */
const tests = ['1', '2'].map((name) => ({ name, isSample: true, input: Buffer.from('7\n'), answer: Buffer.from('contained\n') }))
/** By image, whose container a range has: what comes first in it, and what is judged after each attack. */
const rightPrograms = {
  polyglot: {
    first: { language: languages.python, text: 'print("contained")' },
    next: {
      language: languages.c,
      text: '#include <stdio.h>\nint main(void) { int n; return scanf("%d", &n) == 1 && n == 7 ? puts("contained") < 0 : 1; }',
    },
  },
  csharp: {
    first: { language: languages.csharp, text: 'class P { static void Main() { System.Console.WriteLine("contained"); } }' },
    next: {
      language: languages.csharp,
      text: 'class P { static void Main() { System.Console.WriteLine(System.Console.ReadLine() == "7" ? "contained" : ""); } }',
    },
  },
}
export type RangeImage = keyof typeof rightPrograms

/** A hostile program; its first lines say what is expected of it: `expect:`, `expect-L1:`, `levels:`, `time-ms:`. */
export interface HostileProgram {
  name: string
  text: string
}

export function listHostilePrograms(level: Level, image: RangeImage = 'polyglot'): HostileProgram[] {
  return readdirSync(dir)
    .filter((name) => findLanguageOf(name)?.image === image)
    .map((name) => ({ name, text: readFileSync(join(dir, name), 'utf8') }))
    .filter(({ text }) => (/levels: (L\d)/.exec(text)?.[1] ?? level) === level)
}

export function isOfOneLevel({ text }: HostileProgram): boolean {
  return /levels: L\d/.test(text)
}

export interface Range {
  opened: TestSandbox
  /** What was not as it must be: nothing, where the program was contained. */
  attack: (program: HostileProgram) => Promise<string[]>
}

/** A slot for hostile programs, and what it must look like after each of them. */
export async function openRange(
  level: Level,
  { name = 'hostile', speedStep = 1, image = 'polyglot' }: { name?: string; speedStep?: number; image?: RangeImage } = {},
): Promise<Range> {
  const opened = await openTestSandbox(`${name}-${level.toLowerCase()}`, { level })
  const right = rightPrograms[image]
  await judge(opened, right.first.language, right.first.text)
  // The sandbox's own test of itself leaves a container of its image.
  const containers = image === 'polyglot' ? 1 : 2
  const before = await settledInventory(opened, level, containers)
  return {
    opened,
    attack: async ({ name: file, text }) => {
      const language = findLanguageOf(file)
      const expected = (/expect-L1: ([A-Z|]+)/.exec(level === 'L1' ? text : '') ?? /expect: ([A-Z|]+)/.exec(text))?.[1]?.split(
        '|',
      )
      if (!language || !expected) throw new Error(`${file} has no language or no expectation`)
      const judgement = await judge(opened, language, text, speedStep)
      const verdicts = judgement.verdict === 'CE' ? ['CE'] : judgement.tests.map((result) => result.verdict)
      const outputs = judgement.tests.map((result) => result.stdout ?? '').join('')
      const after = await settledInventory(opened, level, containers)
      const next = await judge(opened, right.next.language, right.next.text)
      return [
        ...(outputs.includes('ESCAPED')
          ? [
              outputs
                .split('\n')
                .find((line) => line.includes('ESCAPED'))
                ?.slice(0, 200) ?? '',
            ]
          : []),
        ...verdicts
          .filter((verdict) => !expected.includes(verdict))
          .map((verdict) => `was ${verdict}, and should be ${expected.join(' or ')}`),
        ...difference(before, after),
        ...(next.verdict === 'AC' ? [] : [`the next program on the slot was ${next.verdict}`]),
        ...opened.anomalies.splice(0).map((error) => `the slot broke: ${error instanceof Error ? error.message : String(error)}`),
      ]
    },
  }
}

async function judge({ sandbox }: TestSandbox, language: Language, text: string, speedStep = 1): Promise<Judgement> {
  const timeMs = Number(/time-ms: (\d+)/.exec(text)?.[1] ?? limits.timeMs)
  const sources = [{ name: 'main', text }]
  const request = {
    language,
    sources,
    limits: { ...limits, timeMs },
    tests,
    judging: plainJudging,
    stopAtFirst: false,
    speedStep,
  }
  return judgeSubmission(sandbox, request, AbortSignal.timeout(60_000))
}

/** On level 1 every submission's container is another: what is its own is left out, and the last one's going is waited for. */
async function settledInventory({ owner }: TestSandbox, level: Level, containers: number): Promise<SlotInventory> {
  if (level === 'L2') return takeInventory(owner)
  for (let tries = 0; ; tries += 1) {
    const inventory = await takeInventory(owner).catch(() => null)
    if (inventory?.containers.length === containers || tries === 100) {
      if (!inventory) throw new Error('no slot to look at')
      return withoutNumbers(inventory)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Without what every container has of its own: its number, its process ids, the directories of its root. */
function withoutNumbers(inventory: SlotInventory): SlotInventory {
  return {
    ...inventory,
    containers: inventory.containers.map((name) => name.replace(/-\d+ /, ' ')),
    // A process id as wide as the column, or narrower.
    processes: inventory.processes.map((lines) => lines.replaceAll(/^\s*\d+\s+/gm, '').replace(/^PID\s+/, '')),
    mounts: inventory.mounts.map((line) => line.replace(/lowerdir=.*/, '').replace(/(master|shared):\d+/, '$1')),
  }
}

function difference(before: SlotInventory, after: SlotInventory): string[] {
  return Object.entries(before).flatMap(([what, was]) => {
    const now: unknown = Object.entries(after).find(([key]) => key === what)?.[1]
    return JSON.stringify(now) === JSON.stringify(was)
      ? []
      : [`left behind in ${what}: ${JSON.stringify(now)} instead of ${JSON.stringify(was)}`]
  })
}

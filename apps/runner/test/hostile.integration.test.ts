import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainJudging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge/judge-submission'
import type { Language } from '../src/languages/language'
import { findLanguageOf, languages } from '../src/languages/registry'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'
import { takeInventory, type SlotInventory } from './slot-inventory'

const dir = fileURLToPath(new URL('hostile', import.meta.url))
const limits = { timeMs: 400, memoryMb: 64, outputBytes: 1024 * 1024 }
/** Two tests, so that what the first leaves behind is there for the second to find. */
const tests = ['1', '2'].map((name) => ({ name, isSample: true, input: Buffer.from('7\n'), answer: Buffer.from('contained\n') }))

const programs = readdirSync(dir)
  .filter((name) => findLanguageOf(name))
  .map((name) => ({ name, text: readFileSync(join(dir, name), 'utf8') }))

test('the corpus is there', () => {
  expect(programs.length).toBeGreaterThan(100)
})

describe.each(['L2', 'L1'] as const)('level %s', (level) => {
  let opened: TestSandbox
  let before: SlotInventory

  beforeAll(async () => {
    opened = await openTestSandbox(`hostile-${level.toLowerCase()}`, { level })
    await judge(languages.python, 'print("contained")')
    before = await settledInventory()
  })
  afterAll(async () => opened.close())

  async function judge(language: Language, text: string): Promise<Judgement> {
    const timeMs = Number(/time-ms: (\d+)/.exec(text)?.[1] ?? limits.timeMs)
    const request = {
      language,
      sources: [{ name: 'main', text }],
      limits: { ...limits, timeMs },
      tests,
      judging: plainJudging,
      stopAtFirst: false,
    }
    return judgeSubmission(opened.sandbox, request, AbortSignal.timeout(60_000))
  }

  /** On level 1 every submission's container is another: its name's number is left out, and its going is waited for. */
  async function settledInventory(): Promise<SlotInventory> {
    if (level === 'L2') return takeInventory(opened.owner)
    for (let tries = 0; ; tries += 1) {
      const inventory = await takeInventory(opened.owner).catch(() => null)
      if (inventory?.containers.length === 1 || tries === 100) {
        if (!inventory) throw new Error('no slot to look at')
        return withoutNumbers(inventory)
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  test.each(programs.filter(({ text }) => (/levels: (L\d)/.exec(text)?.[1] ?? level) === level))(
    '$name is contained, leaves nothing, and the next program on its slot is judged right',
    async ({ name, text }) => {
      const expected = (/expect-L1: ([A-Z|]+)/.exec(level === 'L1' ? text : '') ?? /expect: ([A-Z|]+)/.exec(text))?.[1]?.split(
        '|',
      )
      const language = findLanguageOf(name)
      if (!language || !expected) throw new Error(`${name} has no language or no expectation`)
      const judgement = await judge(language, text)
      const verdicts = judgement.verdict === 'CE' ? ['CE'] : judgement.tests.map((result) => result.verdict)
      expect({ unexpected: verdicts.filter((verdict) => !expected.includes(verdict)), judgement }).toMatchObject({
        unexpected: [],
      })
      expect(judgement.tests.map((result) => result.stdout ?? '').join('')).not.toContain('ESCAPED')
      // On level 2 a container that had to be replaced has another name, and would show here.
      expect(await settledInventory()).toEqual(before)
      const next = await judge(
        languages.c,
        '#include <stdio.h>\nint main(void) { int n; return scanf("%d", &n) == 1 && n == 7 ? puts("contained") < 0 : 1; }',
      )
      expect(next.verdict).toBe('AC')
      expect(opened.anomalies).toEqual([])
    },
  )

  test('after the last of them the slots are gone', async () => {
    await opened.close()
    expect((await takeInventory(opened.owner)).containers).toEqual([])
  })
})

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

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

let opened: TestSandbox
let before: SlotInventory

beforeAll(async () => {
  opened = await openTestSandbox('hostile')
  await judge(languages.python, 'print("contained")')
  before = await takeInventory(opened.owner)
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

const programs = readdirSync(dir)
  .filter((name) => findLanguageOf(name))
  .map((name) => ({ name, text: readFileSync(join(dir, name), 'utf8') }))

test('the corpus is there', () => {
  expect(programs.length).toBeGreaterThan(100)
})

test.each(programs)(
  '$name is contained, leaves nothing, and the next program on its slot is judged right',
  async ({ name, text }) => {
    const expected = /expect: ([A-Z|]+)/.exec(text)?.[1]?.split('|')
    const language = findLanguageOf(name)
    if (!language || !expected) throw new Error(`${name} has no language or no expectation`)
    const judgement = await judge(language, text)
    const verdicts = judgement.verdict === 'CE' ? ['CE'] : judgement.tests.map((result) => result.verdict)
    expect({ unexpected: verdicts.filter((verdict) => !expected.includes(verdict)), judgement }).toMatchObject({ unexpected: [] })
    expect(judgement.tests.map((result) => result.stdout ?? '').join('')).not.toContain('ESCAPED')
    // A container that had to be replaced has another name, and would show here.
    expect(await takeInventory(opened.owner)).toEqual(before)
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

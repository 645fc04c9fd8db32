import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LanguageId } from '@eduscale/contracts/language'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge-submission'
import { languages } from '../src/languages/registry'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

// A verdict may not hang on how fast somebody empties a pipe: all that a program wrote is judged, whatever it does next.

let opened: TestSandbox
beforeAll(async () => {
  opened = await openTestSandbox('outputs')
})
afterAll(async () => opened.close())

const limits = { timeMs: 5000, memoryMb: 512, outputBytes: 16 * 1024 * 1024 }

async function judge(id: LanguageId, text: string, counts: number[], judging: Judging = plainJudging): Promise<Judgement> {
  const request = {
    language: languages[id],
    sources: [{ name: 'main', text }],
    limits,
    tests: counts.map((count, index) => ({
      name: `secret/${index + 1}`,
      isSample: true,
      input: Buffer.from(`${count}\n`),
      answer: Buffer.from(numbersTo(count)),
    })),
    judging,
    stopAtFirst: false,
  }
  return judgeSubmission(opened.sandbox, request, AbortSignal.timeout(60_000))
}

function numbersTo(count: number): string {
  return `${Array.from({ length: count }, (_, number) => number).join('\n')}\n`
}

const verdictsOf = (judgement: Judgement): string[] => judgement.tests.map((result) => result.verdict)
const sixteenTimes = Array.from({ length: 16 }, () => 16_000)
/** 3 MB. */
const many = 450_000

const writers: Record<string, [LanguageId, string]> = {
  'one console.log, then process.exit': [
    'javascript',
    `const n = Number(require('fs').readFileSync(0))
console.log(Array.from({ length: n }, (_, i) => i).join('\\n'))
process.exit(0)`,
  ],
  'the same in TypeScript, at its top level a promise': [
    'typescript',
    `import { readFileSync } from 'node:fs'
const n: number = await Promise.resolve(Number(readFileSync(0)))
process.stdout.write(Array.from({ length: n }, (_, i) => i).join('\\n') + '\\n')
process.exit(0)`,
  ],
  'lines, and an exit in a timer': [
    'javascript',
    `const n = Number(require('fs').readFileSync(0))
for (let i = 0; i < n; i++) process.stdout.write(i + '\\n')
setTimeout(() => process.exit(0))`,
  ],
  'writeSync after console.log, which makes no error of a full pipe': [
    'javascript',
    `const fs = require('fs')
const n = Number(fs.readFileSync(0))
if (n > 0) console.log(0)
fs.writeFileSync(1, Array.from({ length: n - 1 }, (_, i) => i + 1).join('\\n') + '\\n')
process.exit(0)`,
  ],
  'a worker thread': [
    'javascript',
    `const { Worker, isMainThread, workerData } = require('worker_threads')
const n = isMainThread ? Number(require('fs').readFileSync(0)) : workerData
if (isMainThread) new Worker(__filename, { workerData: n }).on('exit', () => process.exit(0))
else console.log(Array.from({ length: n }, (_, i) => i).join('\\n'))`,
  ],
}

test.each(Object.entries(writers))('%s: all of it is judged, sixteen times, and 3 MB', async (_name, [id, text]) => {
  expect(verdictsOf(await judge(id, text, [...sixteenTimes, many]))).toEqual(Array.from({ length: 17 }, () => 'AC'))
})

test('of much that a program said on stderr the beginning and the end are shown: there stands why it failed', async () => {
  const text = "import sys\nfor n in range(20000): print('debug', n, file=sys.stderr)\nprint(10 // 0)"
  const [shown] = (await judge('python', text, [1])).tests
  expect(shown?.verdict).toBe('RTE')
  expect(shown?.stderr).toMatch(
    /^debug 0\ndebug 1\n[^]*\n\[\.\.\.\]\ndebug \d+\n[^]*\ndebug 19999\nTraceback [^]*line 3, in <module>\n[^]*\nZeroDivisionError: /,
  )
  expect(Buffer.byteLength(shown?.stderr ?? '')).toBeLessThanOrEqual(16 * 1024)
})

test('what is written to stderr before an exit is kept from its beginning, and stdout with it', async () => {
  const text = `console.error('e'.repeat(3_000_000)); console.log('0'); process.exit(0)`
  const judged = await judge('javascript', text, [1])
  expect(judged).toMatchObject({ verdict: 'AC', tests: [{ stderr: expect.stringMatching(/^e{4096}/) }] })
})

test('interactive: a megabyte to a validator that reads it late, and answers', async () => {
  const judging: Judging = {
    ...plainJudging,
    io: { kind: 'interactive' },
    validators: [
      {
        language: 'python',
        files: [
          {
            name: 'validate.py',
            text: `import sys, time
n = int(open(sys.argv[1]).read())
print(n, flush=True)
time.sleep(0.3)
ok = all(sys.stdin.readline() == "%d\\n" % i for i in range(n))
print("thanks", flush=True)
sys.exit(42 if ok and sys.stdin.readline() == "thanks\\n" else 43)`,
          },
        ],
      },
    ],
  }
  const text = `const lines = require('readline').createInterface({ input: process.stdin })
let asked = false
lines.on('line', (line) => {
  if (asked) { console.log(line); process.exit(0) }
  asked = true
  console.log(Array.from({ length: Number(line) }, (_, i) => i).join('\\n'))
})`
  expect(verdictsOf(await judge('javascript', text, [150_000, 150_000], judging))).toEqual(['AC', 'AC'])
})

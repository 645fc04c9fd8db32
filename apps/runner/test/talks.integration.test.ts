import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LanguageId } from '@eduscale/contracts/language'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge/judge-submission'
import { languages } from '../src/languages/registry'
import type { Level } from '../src/sandbox/slot-spec'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

const levels = ['L2', 'L1'] as const
const opened = new Map<Level, TestSandbox>()

beforeAll(async () => {
  for (const level of levels) opened.set(level, await openTestSandbox(`talks-${level.toLowerCase()}`, { level }))
})
afterAll(async () => {
  for (const one of opened.values()) await one.close()
})

/** Of 100 ms of cpu time, and so 5.3 s of wall time. */
async function talk(
  text: string,
  validator: string,
  { level = 'L2', of = 'python', to = 'python' }: { level?: Level; of?: LanguageId; to?: LanguageId } = {},
): Promise<Judgement> {
  const sandbox = opened.get(level)?.sandbox
  if (!sandbox) throw new Error('no sandbox')
  const name = to === 'python' ? 'validate.py' : 'validate.cs'
  const judging: Judging = {
    ...plainJudging,
    io: { kind: 'interactive' },
    validators: [{ language: to, files: [{ name, text: validator }] }],
  }
  const request = {
    language: languages[of],
    sources: [{ name: languages[of].sourceName, text }],
    limits: { timeMs: of === 'python' ? 100 : 2_000, memoryMb: 128, outputBytes: 64 * 1024 },
    tests: [{ name: 'secret/1', isSample: false, input: Buffer.from('765432\n'), answer: Buffer.from('') }],
    judging,
    stopAtFirst: false,
  }
  return judgeSubmission(sandbox, request, AbortSignal.timeout(110_000))
}

const guessing = `import sys
secret = int(open(sys.argv[1]).read())
for line in sys.stdin:
    n = int(line)
    print("correct" if n == secret else "higher" if n < secret else "lower", flush=True)
    if n == secret: sys.exit(42)
sys.exit(43)`

describe('a runtime that writes a byte order mark', () => {
  const bisecting = (settings: string) => `using System;
using System.Text;
class Program {
    static void Main() {
        ${settings}
        int low = 1, high = 1000000;
        while (true) {
            int middle = (low + high) / 2;
            Console.WriteLine(middle);
            string said = Console.ReadLine();
            if (said == "correct") break;
            if (said == "higher") low = middle + 1; else high = middle - 1;
        }
    }
}`
  test.each([
    ['nothing set', ''],
    ['UTF-8 for its output', 'Console.OutputEncoding = Encoding.UTF8;'],
    ['UTF-8 both ways', 'Console.OutputEncoding = Encoding.UTF8; Console.InputEncoding = Encoding.UTF8;'],
    [
      'a writer of its own',
      'Console.SetOut(new System.IO.StreamWriter(Console.OpenStandardOutput(), Encoding.UTF8) { AutoFlush = true });',
    ],
  ])('as a program that talks: %s', async (_name, settings) => {
    expect(await talk(bisecting(settings), guessing, { of: 'csharp' })).toMatchObject({ verdict: 'AC', error: null })
  })

  test('as a validator that talks', async () => {
    const validator = `using System;
using System.Text;
class Validator {
    static int Main(string[] args) {
        Console.OutputEncoding = Encoding.UTF8;
        Console.InputEncoding = Encoding.UTF8;
        Console.WriteLine("5");
        return Console.ReadLine() == "25" ? 42 : 43;
    }
}`
    expect(await talk('print(int(input()) ** 2)', validator, { to: 'csharp' })).toMatchObject({ verdict: 'AC', error: null })
  })
})

test('no slot broke under any of these', () => {
  expect([...opened.values()].flatMap(({ anomalies }) => anomalies)).toEqual([])
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LanguageId } from '@eduscale/contracts/language'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge-submission'
import { languages } from '../src/languages/registry'
import type { Level } from '../src/sandbox/slot-spec'
import { countTalks } from './count-talks'
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
  {
    level = 'L2',
    of = 'python',
    to = 'python',
    wallLimits = [],
  }: { level?: Level; of?: LanguageId; to?: LanguageId; wallLimits?: number[] } = {},
): Promise<Judgement> {
  const one = opened.get(level)
  if (!one) throw new Error('no sandbox')
  const counted = countTalks(one.sandbox)
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
  const judged = await judgeSubmission(counted.sandbox, request, AbortSignal.timeout(110_000))
  wallLimits.push(...counted.wallLimits)
  return judged
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

  test('as a program that begins with 20,000 of them', async () => {
    const settings = `var marks = Encoding.UTF8.GetBytes(new string('\\ufeff', 20000));
        using (var raw = Console.OpenStandardOutput()) raw.Write(marks, 0, marks.Length);`
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

const burning = (turns: readonly number[]) => `import sys, time
for turn, seconds in enumerate(${JSON.stringify(turns)}):
    until = time.process_time() + seconds
    while time.process_time() < until: pass
    print(turn, flush=True)
    if sys.stdin.readline() != "%d\\n" % (turn + 1): sys.exit(43)
sys.exit(42)`
const answering = (turns: number) => `for _ in range(${turns}): print(int(input()) + 1, flush=True)`

describe('a program that waits while its validator thinks', () => {
  // Of its 20 s; the program's limit of wall time is 5.3 s, and who does nothing for 10 s counts as idle.
  test.each<[Level, number[]]>([
    ['L2', [11, 2, 2, 1]],
    ['L1', [4, 4]],
  ])('%s: %j seconds a turn are the validator’s', async (level, turns) => {
    expect(await talk(answering(turns.length), burning(turns), { level })).toMatchObject({ verdict: 'AC', error: null })
  })

  test('has its own limit all the same: one that naps after it is stopped at that, and judged once', async () => {
    const napping = 'import time\ninput()\nwhile True: time.sleep(0.01)'
    const wallLimits: number[] = []
    const judged = await talk(napping, burning([3]), { wallLimits })
    expect(judged).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'wall' }] })
    expect(wallLimits).toEqual([5_300])
  })

  test('nor is that an excuse for one that doesn’t even read what it is told', async () => {
    const telling = `import sys, time
print("x" * 1_000_000)
until = time.process_time() + 3
while time.process_time() < until: pass
sys.stdin.read()
sys.exit(43)`
    const judged = await talk('import time\nwhile True: time.sleep(0.01)', telling)
    expect(judged).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'wall' }] })
  })

  test('and one that waits for a validator that waits for it is idle', async () => {
    const judged = await talk('input()\ninput()', burning([1]))
    expect(judged).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'wall' }] })
  })
})

test('no slot broke under any of these', () => {
  expect([...opened.values()].flatMap(({ anomalies }) => anomalies)).toEqual([])
})

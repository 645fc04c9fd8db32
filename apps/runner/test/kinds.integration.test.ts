import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { CompileCache } from '../src/judge/compile-cache'
import { judgeSubmission, type Judgement, type JudgeRequest } from '../src/judge-submission'
import { languages } from '../src/languages/registry'
import type { Level } from '../src/sandbox/slot-spec'
import { python, requestOf, testOf, verdicts } from './python-problem'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

const levels = ['L2', 'L1'] as const
const opened = new Map<Level, TestSandbox>()

beforeAll(async () => {
  for (const level of levels) opened.set(level, await openTestSandbox(`kinds-${level.toLowerCase()}`, { level }))
})
afterAll(async () => {
  for (const one of opened.values()) await one.close()
})

async function judge(level: Level, text: string, change: Partial<JudgeRequest>): Promise<Judgement> {
  const sandbox = opened.get(level)?.sandbox
  if (!sandbox) throw new Error('no sandbox')
  return judgeSubmission(sandbox, requestOf(text, change), AbortSignal.timeout(60_000))
}

const files: Judging = { ...plainJudging, io: { kind: 'files', input: 'square.in', output: 'square.out' } }
const guess: Judging = {
  ...plainJudging,
  io: { kind: 'interactive' },
  validators: [
    python(`import sys
secret = int(open(sys.argv[1]).read())
for turn in range(30):
    line = sys.stdin.readline()
    if not line:
        open(sys.argv[3] + "teammessage.txt", "w").write("you stopped guessing")
        sys.exit(43)
    n = int(line)
    print("correct" if n == secret else "higher" if n < secret else "lower", flush=True)
    if n == secret:
        open(sys.argv[3] + "judgemessage.txt", "w").write("%d turns" % (turn + 1))
        sys.exit(42)
sys.exit(43)`),
  ],
}
const bisect = `low, high = 1, 1000000
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    said = input()
    if said == "correct": break
    if said == "higher": low = middle + 1
    else: high = middle - 1`
const guesses = { judging: guess, tests: [testOf('secret/1', '1\n', ''), testOf('secret/2', '765432\n', '')] }
/** Encodes in the first pass, decodes in the second; the validator changes a bit of what lies between. */
const relay: Judging = {
  ...plainJudging,
  maxPasses: 3,
  validators: [
    python(`import os, sys
feedback, word = sys.argv[3], open(sys.argv[1]).read().split()[-1]
said = sys.stdin.read().strip()
if not os.path.exists(feedback + "word"):
    open(feedback + "word", "w").write(word)
    open(feedback + "nextpass.in", "w").write("decode " + said + "\\n")
    sys.exit(42)
if os.path.exists(feedback + "nextpass.in"): os.remove(feedback + "nextpass.in")
sys.exit(42 if said == open(feedback + "word").read() else 43)`),
  ],
}
const relayTests = [testOf('secret/1', 'encode moon\n', ''), testOf('secret/2', 'encode sun\n', '')]

test('the mark that a runtime writes is in no file that a program leaves, and in no next pass', async () => {
  const square = `using System.IO;
class P {
    static void Main() {
        int n = int.Parse(File.ReadAllText("square.in"));
        File.WriteAllText("square.out", (n * n).ToString(), System.Text.Encoding.UTF8);
    }
}`
  const csharp = { language: languages.csharp, sources: [{ name: 'Main.cs', text: square }] }
  expect(await judge('L2', '', { ...csharp, judging: files })).toMatchObject({ verdict: 'AC', error: null })
  const twice = `using System;
using System.IO;
class V {
    static int Main(string[] args) {
        if (File.Exists(args[2] + "seen")) return Console.ReadLine() == "3" ? 42 : 43;
        File.WriteAllText(args[2] + "seen", "");
        File.WriteAllText(args[2] + "nextpass.in", "2\\n", System.Text.Encoding.UTF8);
        return 42;
    }
}`
  const validators = [{ language: 'csharp' as const, files: [{ name: 'validate.cs', text: twice }] }]
  const passes = { judging: { ...plainJudging, maxPasses: 2, validators }, tests: [testOf('secret/1', '1\n', '')] }
  expect(await judge('L2', 'print(int(input()) + 1)', passes)).toMatchObject({ verdict: 'AC', error: null })
})

test.each(levels)('%s: input and output as files of the working directory', async (level) => {
  const right = 'n = int(open("square.in").read())\nprint("ignored")\nopen("square.out", "w").write(str(n * n))'
  expect(await judge(level, right, { judging: files })).toMatchObject({ verdict: 'AC', error: null })
  expect(verdicts(await judge(level, right.replace('n * n', 'n + 6'), { judging: files }))).toEqual(['AC', 'WA'])
  const none = await judge(level, 'print(9)', { judging: files })
  expect(none.tests[0]).toMatchObject({ verdict: 'WA', message: 'no file square.out was written' })
  // Its own standard input is empty, and a link is not followed to anything.
  expect(verdicts(await judge(level, 'n = int(input())\nopen("square.out", "w").write(str(n * n))', { judging: files }))[0]).toBe(
    'RTE',
  )
  expect(verdicts(await judge(level, 'import os\nos.symlink("/tmp/square.in", "square.out")', { judging: files }))[0]).toBe('WA')
  expect(verdicts(await judge(level, 'open("square.out", "wb").write(b"9" * (17 << 20))', { judging: files }))[0]).toMatch(
    /OLE|RTE/,
  )
  const halves: Judging = { ...plainJudging, io: { kind: 'files', input: null, output: 'o' } }
  expect(verdicts(await judge(level, 'n = int(input())\nopen("o", "w").write(str(n * n))', { judging: halves }))).toEqual([
    'AC',
    'AC',
  ])
})

test.each(levels)('%s: program and validator talk to each other', async (level) => {
  const right = await judge(level, bisect, guesses)
  expect(right).toMatchObject({ verdict: 'AC', error: null })
  expect(right.tests[1]?.judgeMessage).toMatch(/^\d+ turns$/)
})

test.each(levels)('%s: the ends that a talk may have', async (level) => {
  const end = async (text: string) => (await judge(level, text, { ...guesses, tests: guesses.tests.slice(1) })).tests[0]
  expect(await end('print(1, flush=True)\ninput()')).toMatchObject({ verdict: 'WA', message: 'you stopped guessing' })
  expect(await end('input()')).toMatchObject({ verdict: 'TLE', exceeded: 'wall' })
  expect(await end('print(1, flush=True)\ninput()\nraise SystemExit(3)')).toMatchObject({ verdict: 'RTE', exitCode: 3 })
  // Rejected first: what the program makes of the closed line is no crash of its own.
  expect(await end('while True:\n    print(1, flush=True)\n    input()')).toMatchObject({ verdict: 'WA' })
  expect(await end('while True: pass')).toMatchObject({ verdict: 'TLE', exceeded: 'cpu' })
  expect(await end('while True: print("1" * 1000)')).toMatchObject({ verdict: expect.stringMatching(/OLE|WA|RTE/) })
  // A validator that breaks is the problem's fault.
  const broken = { ...guesses, judging: { ...guess, validators: [python('raise SystemExit(1)')] } }
  expect(await judge(level, bisect, broken)).toMatchObject({ verdict: expect.stringMatching(/IE|RTE/) })
})

test('two that wait for each other end soon, however long the limit is', async () => {
  const limits = { timeMs: 60_000, memoryMb: 64, outputBytes: 65_536 }
  const judgement = await judge('L2', 'input()', { ...guesses, tests: guesses.tests.slice(1), limits })
  expect(judgement.tests[0]).toMatchObject({ verdict: 'TLE', exceeded: 'wall' })
})

test('a talk is not slowed or stopped by what one side doesn’t read', async () => {
  const deaf: Judging = {
    ...guess,
    validators: [python('import sys, time\ntime.sleep(0.3)\nprint("x" * 3000000, flush=True)\nsys.stdin.read()\nsys.exit(42)')],
  }
  const limits = { timeMs: 2000, memoryMb: 64, outputBytes: 8 * 1024 * 1024 }
  const chatty = 'import sys\nsys.stdout.write("y" * 3000000)\nsys.stdout.flush()\nprint(len(input()))'
  expect(await judge('L2', chatty, { judging: deaf, tests: [testOf('1', '1', '')], limits })).toMatchObject({
    verdict: 'AC',
    error: null,
  })
})

test.each(levels)('%s: a validator may ask for another pass, and finds what it left', async (level) => {
  const right = 'how, word = input().split()\nprint(word[::-1])'
  expect(await judge(level, right, { judging: relay, tests: relayTests })).toMatchObject({ verdict: 'AC', error: null })
  const forgets = 'how, word = input().split()\nprint("?" if how == "decode" else word)'
  expect(verdicts(await judge(level, forgets, { judging: relay, tests: relayTests }))).toEqual(['WA', 'WA'])
  const crashes = 'how, word = input().split()\nprint(word if how == "encode" else 1 / 0)'
  expect(verdicts(await judge(level, crashes, { judging: relay, tests: relayTests }))).toEqual(['RTE', 'RTE'])
  const endless = python('import sys\nopen(sys.argv[3] + "nextpass.in", "w").write("again x")\nsys.exit(42)')
  const never = await judge(level, right, { judging: { ...relay, validators: [endless] }, tests: relayTests })
  expect(never).toMatchObject({ verdict: 'IE', error: expect.stringContaining('more than 3 passes') })
})

test('passes and talk together: the program is run again on what the validator wrote, and talks again', async () => {
  const twice: Judging = {
    ...guess,
    maxPasses: 2,
    validators: [
      python(`import os, sys
feedback, given = sys.argv[3], open(sys.argv[1]).read().strip()
is_first = not os.path.exists(feedback + "seen")
print(given, flush=True)
said = sys.stdin.readline().strip()
if said != given[::-1]: sys.exit(43)
if is_first:
    open(feedback + "seen", "w").write("x")
    open(feedback + "nextpass.in", "w").write(given + "2")
sys.exit(42)`),
    ],
  }
  const tests = [testOf('secret/1', 'ab', ''), testOf('secret/2', 'cd', '')]
  expect(await judge('L2', 'print(input()[::-1])', { judging: twice, tests })).toMatchObject({ verdict: 'AC', error: null })
  const once = 'word = input()\nprint(word if "2" in word else word[::-1])'
  expect(verdicts(await judge('L2', once, { judging: twice, tests }))).toEqual(['WA', 'WA'])
})

test('where there is one pass, a file for another changes nothing', async () => {
  const writes = python('import sys\nopen(sys.argv[3] + "nextpass.in", "w").write("x")\nsys.exit(42)')
  expect(await judge('L2', 'print(1)', { judging: { ...plainJudging, validators: [writes] } })).toMatchObject({
    verdict: 'AC',
    error: null,
  })
})

test.each(levels)('%s: several validators must all accept, in whatever language they are', async (level) => {
  const odd = python('import sys\nsys.exit(42 if int(sys.stdin.read()) % 2 else 43)')
  const small = {
    language: 'c' as const,
    files: [
      {
        name: 'check.c',
        text: '#include <stdio.h>\n#include "codes.h"\nint main(void) { int n; return scanf("%d", &n) == 1 && n < 100 ? ACCEPT : REJECT; }',
      },
      { name: 'codes.h', text: 'enum { ACCEPT = 42, REJECT = 43 };' },
    ],
  }
  const judging = { ...plainJudging, validators: [odd, small] }
  const tests = ['1', '101', '2', '3'].map((n) => testOf(n, n, ''))
  expect(verdicts(await judge(level, 'print(input())', { judging, tests }))).toEqual(['AC', 'WA', 'WA', 'AC'])
})

const leaving = (files: Record<string, string>, code: number) =>
  python(
    `import sys\n${Object.entries(files)
      .map(([name, text]) => `open(sys.argv[3] + "${name}", "w").write("${text}")\n`)
      .join('')}sys.exit(${code})`,
  )

test.each([
  ['c', 'check.c', '#include <stdio.h>'],
  ['cpp', 'check.cpp', '#include <bits/stdc++.h>'],
] as const)('ONLINE_JUDGE is defined for contestants’ programs and not for validators in %s', async (language, name, include) => {
  const text = `${include}\n#ifdef ONLINE_JUDGE\nint main(void) { return 1; }\n#else\nint main(void) { return 42; }\n#endif`
  const judging: Judging = { ...plainJudging, validators: [{ language, files: [{ name, text }] }] }
  expect(await judge('L2', 'print(1)', { judging })).toMatchObject({ verdict: 'AC', error: null })
})

test('a validator that rejects and asks for another pass made a mistake of its own', async () => {
  const judging: Judging = { ...plainJudging, maxPasses: 2, validators: [leaving({ 'nextpass.in': 'x' }, 43)] }
  const judged = await judge('L2', 'print(1)', { judging, tests: [testOf('1', '', '')] })
  expect(judged).toMatchObject({ verdict: 'IE', error: expect.stringContaining('asks for another pass') })
  const once = await judge('L2', 'print(1)', { judging: { ...judging, maxPasses: 1 }, tests: [testOf('1', '', '')] })
  expect(once.verdict).toBe('WA')
})

test('flags that nobody knows are an error of the judge at once, not one that is tried again', async () => {
  const judged = await judge('L2', 'print(9)', { judging: { ...plainJudging, validatorFlags: ['no_such_flag'] } })
  expect(judged).toMatchObject({ verdict: 'IE', error: 'unknown validator flag no_such_flag' })
})

test('what the problem puts beside a submission is compiled with it', async () => {
  const judging: Judging = {
    ...plainJudging,
    includes: [
      {
        language: 'cpp',
        files: [
          {
            name: 'main.cpp',
            text: '#include <cstdio>\nint square(int n);\nint main() { int n; return scanf("%d", &n) == 1 ? printf("%d\\n", square(n)) < 0 : 1; }',
          },
        ],
      },
    ],
  }
  const sources = [{ name: 'square.cpp', text: 'int square(int n) { return n * n; }' }]
  expect(await judge('L2', '', { judging, sources, language: languages.cpp })).toMatchObject({ verdict: 'AC' })
})

const pairs: Judging = {
  ...plainJudging,
  io: {
    kind: 'function',
    signature: {
      name: 'mostFrequent',
      parameters: [
        { name: 'words', type: 'string[]' },
        { name: 'weight', type: 'double' },
      ],
      result: 'double[]',
    },
  },
}

test.each(levels)('%s: a function instead of a program, called with values and judged by what it returns', async (level) => {
  const tests = [
    { ...testOf('sample/1', '["a", "b c", ""]\n0.1\n', '[0.1, 0.3, 0]\n'), isSample: true },
    testOf('secret/1', '[]\n1e3\n', '[]'),
  ]
  const request = { judging: pairs, tests }
  const python =
    'def most_frequent(words, weight):\n    print("debugging", len(words))\n    return [len(w) * weight for w in words]'
  const right = await judge(level, python, request)
  expect(right).toMatchObject({ verdict: 'AC', error: null })
  expect(right.tests[0]).toMatchObject({ stdout: 'debugging 3\n', returned: expect.stringContaining('0.30000000000000004') })
  const cpp =
    'vector<double> mostFrequent(const vector<string>& words, double weight) {\n  vector<double> r;\n  for (auto& w : words) r.push_back(w.size() * weight);\n  return r;\n}'
  const source = { language: languages.cpp, sources: [{ name: 'x.cpp', text: cpp }] }
  expect(await judge(level, '', { ...request, ...source })).toMatchObject({ verdict: 'AC', error: null })
  const wrong = await judge(level, python.replace('* weight', '* 2 * weight'), request)
  expect(wrong.tests[0]).toMatchObject({ verdict: 'WA', divergence: { expected: '[0] = 0.1', actual: '[0] = 0.2' } })
  expect((await judge(level, 'def most_frequent(words, weight): return "x"', request)).tests[0]).toMatchObject({ verdict: 'RTE' })
  // What it prints is not what it returns, whatever it prints.
  const forged =
    'import sys\ndef most_frequent(words, weight):\n    print("[0.1, 0.3, 0]")\n    sys.stdout.flush()\n    sys.exit(0)'
  expect((await judge(level, forged, request)).tests[0]?.verdict).not.toBe('AC')
})

test('a time multiplier of the problem is for its language alone', async () => {
  const judging = { ...plainJudging, timeMultipliers: { python: 10 } }
  const slow = 'import time\nwhile time.process_time() < 0.4: pass\nn = int(input())\nprint(n * n)'
  const limits = { timeMs: 100, memoryMb: 64, outputBytes: 1024 }
  expect((await judge('L2', slow, { judging, limits })).verdict).toBe('AC')
  expect((await judge('L2', slow, { judging: { ...judging, timeMultipliers: { c: 10 } }, limits })).verdict).toBe('TLE')
})

test.each(levels)('%s: what was compiled before is unpacked, not compiled again, and runs as before', async (level) => {
  const compileCache = new CompileCache(64 * 1024 * 1024)
  const text = '#include <bits/stdc++.h>\nint main() { long n; std::cin >> n; std::cout << n * n; }'
  const request = { compileCache, language: languages.cpp, sources: [{ name: 'main.cpp', text }] }
  const first = await judge(level, '', request)
  const again = await judge(level, '', request)
  expect([first.verdict, again.verdict, compileCache.hits, compileCache.misses]).toEqual(['AC', 'AC', 1, 1])
  expect(again.compile).toEqual(first.compile)
  await judge(level, '', { ...request, sources: [{ name: 'main.cpp', text: `${text} ` }] })
  expect(compileCache.misses).toBe(2)
})

test('no slot broke under any of these', () => {
  expect([...opened.values()].flatMap(({ anomalies }) => anomalies)).toEqual([])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { languageIds, type LanguageId } from '@eduscale/contracts/language'
import { plainJudging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge/judge-submission'
import { readLanguageVersions } from '../src/language-versions'
import { languages } from '../src/languages/registry'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

let opened: TestSandbox
beforeAll(async () => {
  opened = await openTestSandbox('languages')
})
afterAll(async () => opened.close())

const limits = { timeMs: 1000, memoryMb: 256, outputBytes: 1024 * 1024 }
const tests = [{ name: '1', isSample: true, input: Buffer.from('3 4\n'), answer: Buffer.from('7\n') }]

async function judge(id: LanguageId, ...texts: (string | { name: string; text: string })[]): Promise<Judgement> {
  const sources = texts.map((text) => (typeof text === 'string' ? { name: 'whatever', text } : text))
  const request = {
    language: languages[id],
    sources,
    limits,
    tests,
    judging: plainJudging,
    stopAtFirst: false,
  }
  return judgeSubmission(opened.sandbox, request, AbortSignal.timeout(60_000))
}

interface Sample {
  right: string
  wrong: string
  broken: string
  crash: string
  endless: string
}

const javaMain = (body: string): string => `public class Anything { public static void main(String[] args) { ${body} } }`
const cpp: Sample = {
  right: '#include <bits/stdc++.h>\nint main() { int a, b; std::cin >> a >> b; std::cout << a + b << std::endl; }',
  wrong: '#include <iostream>\nint main() { std::cout << 8; }',
  broken: 'int main() { return x; }',
  crash: 'int main() { return 3; }',
  endless: 'int main() { for (volatile int i = 0;; i++) {} }',
}

const samples: Record<LanguageId, Sample> = {
  python: {
    right: 'print(sum(map(int, input().split())))\nexit()',
    wrong: 'print(8)',
    broken: 'print(',
    crash: 'raise SystemExit(3)',
    endless: 'while True: pass',
  },
  javascript: {
    right: "const [a, b] = require('fs').readFileSync('/dev/stdin', 'utf8').split(' ').map(Number); console.log(a + b)",
    wrong: 'console.log(8)',
    broken: 'console.log(',
    crash: 'process.exit(3)',
    endless: 'for (;;) {}',
  },
  typescript: {
    right:
      "import { readFileSync } from 'node:fs'\nconst [a, b]: number[] = readFileSync(0, 'utf8').split(' ').map(Number)\nconsole.log(a! + b!)",
    wrong: 'console.log(8 as number)',
    broken: 'const x: = 1',
    crash: 'process.exit(3)',
    endless: 'let n: number = 0; for (;;) n++',
  },
  cpp,
  cpp17: cpp,
  c: {
    right: '#include <stdio.h>\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a + b); }',
    wrong: '#include <stdio.h>\nint main(void) { puts("8"); }',
    broken: 'int main(void) { return x; }',
    crash: 'int main(void) { return 3; }',
    endless: 'int main(void) { for (volatile int i = 0;; i++) {} }',
  },
  java: {
    right: javaMain('var in = new java.util.Scanner(System.in); System.out.println(in.nextInt() + in.nextInt());'),
    wrong: javaMain('System.out.println(8);'),
    broken: javaMain('int x = "a";'),
    crash: javaMain('System.exit(3);'),
    endless: javaMain('while (true) {}'),
  },
}

test.each(languageIds)('%s: right, wrong, broken, crashing and endless programs get their verdicts', async (id) => {
  const { right, wrong, broken, crash, endless } = samples[id]
  const accepted = await judge(id, right)
  expect(accepted).toMatchObject({ verdict: 'AC' })
  expect(accepted.tests[0]?.cpuMs).toBeGreaterThan(0)
  expect(accepted.tests[0]?.memoryBytes).toBeGreaterThan(500_000)
  const refused = await judge(id, wrong)
  expect(refused.verdict).toBe('WA')
  expect(refused.tests[0]?.divergence).toEqual({ line: 1, expected: '7', actual: '8' })
  const uncompiled = await judge(id, broken)
  expect(uncompiled.verdict).toBe('CE')
  expect(uncompiled.compile.output).toMatch(/error/i)
  expect(uncompiled.tests[0]?.verdict).toBe('SKIPPED')
  const crashed = await judge(id, crash)
  expect(crashed).toMatchObject({ verdict: 'RTE', tests: [{ exitCode: 3, signal: null }] })
  const late = await judge(id, endless)
  expect(late).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'cpu' }] })
  expect(late.tests[0]?.cpuMs).toBeGreaterThanOrEqual(limits.timeMs)
  expect(late.tests[0]?.cpuMs).toBeLessThan(limits.timeMs + 200)
})

test('every language states a version', async () => {
  const versions = await readLanguageVersions(opened.sandbox, AbortSignal.timeout(30_000))
  expect(versions.map(({ id }) => id).toSorted()).toEqual([...languageIds].toSorted())
  for (const { version } of versions) expect(version).toMatch(/^\d+\.\d+/)
})

test.each<[name: string, id: LanguageId, sources: { name: string; text: string }[]]>([
  [
    'a C++ program of two files',
    'cpp',
    [
      {
        name: 'main.cpp',
        text: '#include <iostream>\n#include "sum.h"\nint main() { int a, b; std::cin >> a >> b; std::cout << sum(a, b); }',
      },
      { name: 'sum.cpp', text: '#include "sum.h"\nint sum(int a, int b) { return a + b; }' },
      { name: 'sum.h', text: 'int sum(int a, int b);' },
    ],
  ],
  [
    'a Java program of two files',
    'java',
    [
      { name: 'Sum.java', text: 'class Sum { static int of(int a, int b) { return a + b; } }' },
      {
        name: 'Main.java',
        text: javaMain('var in = new java.util.Scanner(System.in); System.out.println(Sum.of(in.nextInt(), in.nextInt()));'),
      },
    ],
  ],
  [
    'a Python program of two files',
    'python',
    [
      { name: 'main.py', text: 'from total import total\nprint(total(input()))' },
      { name: 'total.py', text: 'def total(line):\n    return sum(map(int, line.split()))' },
    ],
  ],
])('%s', async (_name, id, sources) => {
  const judgement = await judge(id, ...sources)
  expect(judgement).toMatchObject({ verdict: 'AC' })
})

test.each<[name: string, id: LanguageId, text: string]>([
  [
    'JavaScript as a module',
    'javascript',
    "import { readFileSync } from 'node:fs'\nconst [a, b] = readFileSync(0, 'utf8').split(' ').map(Number)\nconsole.log(a + b)",
  ],
  [
    'JavaScript that waits for lines',
    'javascript',
    "const rl = require('readline').createInterface({ input: process.stdin })\nrl.on('line', (line) => console.log(line.split(' ').map(Number).reduce((a, b) => a + b)))",
  ],
  [
    'TypeScript that awaits at its top level',
    'typescript',
    "import * as readline from 'node:readline'\nfor await (const line of readline.createInterface({ input: process.stdin })) { const [a, b] = line.split(' ').map(Number); console.log(a! + b!) }",
  ],
  [
    'TypeScript with require',
    'typescript',
    "const fs = require('fs')\nenum E { A }\nconst [a, b]: number[] = fs.readFileSync('/dev/stdin', 'utf8').split(' ').map(Number)\nconsole.log(a! + b! + E.A)",
  ],
  [
    'Python that reads all of stdin and recurses deeply',
    'python',
    'import sys\nsys.setrecursionlimit(200000)\ndef down(n):\n    return 0 if n == 0 else down(n - 1)\nprint(sum(map(int, sys.stdin.read().split())) + down(100000))',
  ],
  [
    'JavaScript that recurses deeply',
    'javascript',
    "const down = (n) => (n === 0 ? 0 : down(n - 1))\nconst [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number)\nconsole.log(a + b + down(100000))",
  ],
  [
    'C++ that recurses deeply',
    'cpp',
    '#include <iostream>\nint down(volatile int n) { return n == 0 ? 0 : down(n - 1) + 0 * n; }\nint main() { int a, b; std::cin >> a >> b; std::cout << a + b + down(1000000); }',
  ],
  [
    'Java that recurses deeply',
    'java',
    `public class Deep { static int down(int n) { return n == 0 ? 0 : down(n - 1); } ${'public static void main(String[] args) { var in = new java.util.Scanner(System.in); System.out.println(in.nextInt() + in.nextInt() + down(50000)); }'} }`,
  ],
  [
    'Java in a package',
    'java',
    'package a.b; class Inner { public static void main(String[] args) { var in = new java.util.Scanner(System.in); System.out.println(in.nextInt() + in.nextInt()); } }',
  ],
])('%s', async (_name, id, text) => {
  const judgement = await judge(id, text)
  expect(judgement).toMatchObject({ verdict: 'AC' })
})

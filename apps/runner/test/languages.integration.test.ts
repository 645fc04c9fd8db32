import { afterAll, beforeAll, expect, test } from 'vitest'
import { languageIds, type LanguageId } from '@eduscale/contracts/language'
import { plainJudging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge-submission'
import { readLanguageVersions } from '../src/language-versions'
import { languages } from '../src/languages/registry'
import { javaMain, samples } from './language-samples'
import { languageImages } from '@eduscale/images/language-images'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

let opened: TestSandbox
beforeAll(async () => {
  opened = await openTestSandbox('languages')
})
afterAll(async () => opened.close())

const limits = { timeMs: 1000, memoryMb: 256, outputBytes: 1024 * 1024 }
/**
 * Of programs that fill their memory. Touching 256 MB of fresh pages is 65,536 page faults, which cost 0.15 to 1.5 s of cpu time,
 * depending on the machine: with less to spare they would meet their time limit first.
 */
const limitsOfMemory = { ...limits, timeMs: 10_000 }
const inputs: Partial<Record<LanguageId, string>> = { sql: 'CREATE TABLE t (a, b);\nINSERT INTO t VALUES (3, 4);\n' }
const testsOf = (id: LanguageId) => [
  { name: '1', isSample: true, input: Buffer.from(inputs[id] ?? '3 4\n'), answer: Buffer.from('7\n') },
]

async function judge(id: LanguageId, ...texts: (string | { name: string; text: string })[]): Promise<Judgement> {
  return judgeWithin(limits, id, ...texts)
}

async function judgeWithin(
  allowed: typeof limits,
  id: LanguageId,
  ...texts: (string | { name: string; text: string })[]
): Promise<Judgement> {
  const sources = texts.map((text) => (typeof text === 'string' ? { name: 'whatever', text } : text))
  const request = {
    language: languages[id],
    sources,
    limits: allowed,
    tests: testsOf(id),
    judging: plainJudging,
    stopAtFirst: false,
  }
  return judgeSubmission(opened.sandbox, request, AbortSignal.timeout(60_000))
}

/** PHP keeps calls on its heap, so there a bottomless recursion is one that takes all memory. */
const bottomlessVerdicts: Partial<Record<LanguageId, string>> = { php: 'MLE' }

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
  expect(uncompiled.compile.output).toMatch(/error|expected/i)
  expect(uncompiled.tests[0]?.verdict).toBe('SKIPPED')
  const crashed = await judge(id, crash)
  expect(crashed).toMatchObject({ verdict: 'RTE', tests: [{ exitCode: 3, signal: null }] })
  const late = await judge(id, endless)
  expect(late).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'cpu' }] })
  expect(late.tests[0]?.cpuMs).toBeGreaterThanOrEqual(limits.timeMs)
  expect(late.tests[0]?.cpuMs).toBeLessThan(limits.timeMs + 200)
})

test.each(languageIds)(
  '%s: a program that is deep is right, one without an end crashes, one that takes all memory is MLE',
  async (id) => {
    const { deep, bottomless, hungry } = samples[id]
    expect(await judgeWithin(limitsOfMemory, id, deep)).toMatchObject({ verdict: 'AC' })
    expect(await judgeWithin(limitsOfMemory, id, bottomless)).toMatchObject({ verdict: bottomlessVerdicts[id] ?? 'RTE' })
    expect(await judgeWithin(limitsOfMemory, id, hungry)).toMatchObject({ verdict: 'MLE' })
  },
)

test('every language states a version', async () => {
  const signal = AbortSignal.timeout(60_000)
  const asked = languageImages.map((image) => readLanguageVersions(opened.sandbox, { image, signal }))
  const versions = (await Promise.all(asked)).flat()
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
  [
    'a Go program of two files',
    'go',
    [
      {
        name: 'main.go',
        text: 'package main\nimport "fmt"\nfunc main() { var a, b int; fmt.Scan(&a, &b); fmt.Println(sum(a, b)) }',
      },
      { name: 'sum.go', text: 'package main\nfunc sum(a, b int) int { return a + b }' },
    ],
  ],
  [
    'a Rust program of two files',
    'rust',
    [
      {
        name: 'main.rs',
        text: 'mod sum;\nfn main() { println!("{}", sum::of_line(&std::io::read_to_string(std::io::stdin()).unwrap())); }',
      },
      {
        name: 'sum.rs',
        text: 'pub fn of_line(line: &str) -> i32 { line.split_whitespace().map(|x| x.parse::<i32>().unwrap()).sum() }',
      },
    ],
  ],
  [
    'a C# program of two files',
    'csharp',
    [
      {
        name: 'Main.cs',
        text: 'class Program { static void Main() { System.Console.WriteLine(Sum.Of(System.Console.ReadLine())); } }',
      },
      {
        name: 'Sum.cs',
        text: "using System.Linq;\nstatic class Sum { public static int Of(string line) => line.Split(' ').Select(int.Parse).Sum(); }",
      },
    ],
  ],
  [
    'an OCaml program of three files, the entry first, the others in no order',
    'ocaml',
    [
      { name: 'main.ml', text: 'let () = Scanf.scanf " %d %d" (fun a b -> print_int (Sum.sum a b))' },
      { name: 'sum.ml', text: 'let sum a b = Zero.zero + a + b' },
      { name: 'zero.ml', text: 'let zero = 0' },
    ],
  ],
  [
    'a Ruby program of two files',
    'ruby',
    [
      { name: 'main.rb', text: "require_relative 'sum'\nputs sum(gets)" },
      { name: 'sum.rb', text: 'def sum(line) = line.split.sum(&:to_i)' },
    ],
  ],
  [
    'a PHP program of two files',
    'php',
    [
      { name: 'main.php', text: "<?php\nrequire 'sum.php';\necho sum(fgets(STDIN));" },
      { name: 'sum.php', text: '<?php\nfunction sum(string $line): int { return array_sum(explode(" ", trim($line))); }' },
    ],
  ],
  [
    'a Lua program of two files',
    'lua',
    [
      { name: 'main.lua', text: "local sum = require('sum')\nprint(sum(io.read('n', 'n')))" },
      { name: 'sum.lua', text: 'return function(a, b) return a + b end' },
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
    'Java in a package',
    'java',
    'package a.b; class Inner { public static void main(String[] args) { var in = new java.util.Scanner(System.in); System.out.println(in.nextInt() + in.nextInt()); } }',
  ],
])('%s', async (_name, id, text) => {
  const judgement = await judge(id, text)
  expect(judgement).toMatchObject({ verdict: 'AC' })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LanguageId } from '@eduscale/contracts/language'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge-submission'
import { languages } from '../src/languages/registry'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

/** What those expect who come from other judges: dialects, libraries, files, and errors in their own words. */
let opened: TestSandbox
beforeAll(async () => {
  opened = await openTestSandbox('expectations')
})
afterAll(async () => opened.close())

interface Given {
  id: LanguageId
  sources: readonly { name: string; text: string }[] | string
  input?: string
  answer?: string
  judging?: Judging
}

async function judge({ id, sources, input = '', answer = '7\n', judging = plainJudging }: Given): Promise<Judgement> {
  const request = {
    language: languages[id],
    sources: typeof sources === 'string' ? [{ name: 'given', text: sources }] : sources,
    limits: { timeMs: 5000, memoryMb: 256, outputBytes: 1024 * 1024 },
    tests: [{ name: '1', isSample: true, input: Buffer.from(input), answer: Buffer.from(answer) }],
    judging,
    stopAtFirst: false,
  }
  return judgeSubmission(opened.sandbox, request, AbortSignal.timeout(60_000))
}

const gcd128 =
  '#include <bits/stdc++.h>\nint main() { __int128 a = 14, b = 21; std::cout << (int)std::gcd(a, b); typeof(a) c; (void)c; }'
const onlineJudge =
  '#include <cstdio>\nint main() {\n#ifndef ONLINE_JUDGE\n  freopen("input.txt", "r", stdin);\n#endif\n  int a; return scanf("%d", &a) == 1 ? printf("%d", a), 0 : 1; }'
const target = `#pragma GCC optimize("O3")
#pragma GCC target("avx2,bmi,bmi2,popcnt")
#include <bits/stdc++.h>
int main() { std::vector<int> all{3, 4}; std::string text = std::to_string(all[0] + all[1]); std::cout << text; }`

describe('dialects and libraries', () => {
  test.each<[what: string, given: Given]>([
    ['C++20 with the GNU extensions', { id: 'cpp', sources: gcd128 }],
    ['C++17 with the GNU extensions', { id: 'cpp17', sources: gcd128 }],
    ['ONLINE_JUDGE in C++', { id: 'cpp', sources: onlineJudge, input: '7' }],
    ['ONLINE_JUDGE in C', { id: 'c', sources: onlineJudge.replace('cstdio', 'stdio.h'), input: '7' }],
    ['a target pragma before the includes, C++20', { id: 'cpp', sources: target }],
    ['a target pragma before the includes, C++17', { id: 'cpp17', sources: target }],
    [
      'gems that come with Ruby',
      { id: 'ruby', sources: "require 'prime'\nrequire 'matrix'\nrequire 'bigdecimal'\nrequire 'set'\nputs Prime.first(4).last" },
    ],
    [
      'C# that chooses UTF-8 for its output',
      {
        id: 'csharp',
        sources:
          'using System; class P { static void Main() { Console.OutputEncoding = System.Text.Encoding.UTF8; Console.WriteLine(7); } }',
      },
    ],
  ])('%s', async (_what, given) => {
    const judged = await judge(given)
    expect(judged, judged.compile.output + (judged.tests[0]?.stderr ?? '')).toMatchObject({ verdict: 'AC' })
    expect(judged.tests[0]?.stdout?.trim()).toBe('7')
  })

  test('a target that even the whole file can’t have is explained in a sentence, first of all', async () => {
    const { verdict, compile } = await judge({ id: 'cpp', sources: target.replace('avx2,', 'avx512f,') })
    expect(verdict).toBe('CE')
    expect(compile.output).toMatch(/^GCC 14 has a fault with `#pragma GCC target`/)
  })
})

describe('several files', () => {
  test.each<[id: LanguageId, start: string, other: string]>([
    ['python', 'import main\nprint(main.seven())', 'print("not me")\ndef seven(): return 7'],
    [
      'javascript',
      "console.log(require('./main').seven)",
      "exports.seven = 7; if (require.main === module) console.log('not me')",
    ],
    ['typescript', "import { seven } from './main'\nconsole.log(seven)", 'export const seven: number = 7'],
    ['ruby', "require_relative 'main'\nputs seven", "puts 'not me' if $0 == __FILE__\ndef seven = 7"],
    ['php', "<?php require 'main.php'; echo seven();", '<?php function seven() { return 7; }'],
    ['lua', "print(require('main').seven)", 'return { seven = 7 }'],
    [
      'java',
      'class Start { public static void main(String[] a) { System.out.println(7); } }',
      'public class Main { public static void main(String[] a) { System.out.println("not me"); } }',
    ],
  ])('the first runs, whatever the others are called: %s', async (id, start, other) => {
    const ending = languages[id].sourceName.slice(languages[id].sourceName.indexOf('.'))
    const sources = [
      { name: `start${ending}`, text: start },
      { name: `${id === 'java' ? 'Main' : 'main'}${ending}`, text: other },
    ]
    const judged = await judge({ id, sources })
    const accepted = id === 'python' ? { tests: [{ stdout: 'not me\n7\n' }] } : { verdict: 'AC' }
    expect(judged, judged.compile.output + (judged.tests[0]?.stderr ?? '')).toMatchObject(accepted)
  })

  const readers: [id: LanguageId, text: string][] = [
    [
      'cpp',
      '#include <fstream>\n#include <iostream>\nint main() { int n; std::ifstream("own.txt") >> n; int m; std::ifstream("data.txt") >> m; std::cout << n + m; }',
    ],
    ['python', "print(int(open('own.txt').read()) + int(open('data.txt').read()))\nopen('scratch', 'w').write('x')"],
    [
      'java',
      'import java.nio.file.*; class A { static int read(String n) throws Exception { return Integer.parseInt(Files.readString(Path.of(n)).trim()); } public static void main(String[] a) throws Exception { System.out.println(read("own.txt") + read("data.txt")); } }',
    ],
  ]
  test.each(readers)('data of the problem and of the submission are in the working directory: %s', async (id, text) => {
    const judging: Judging = { ...plainJudging, includes: [{ language: 'default', files: [{ name: 'data.txt', text: '3\n' }] }] }
    const judged = await judge({
      id,
      judging,
      sources: [
        { name: languages[id].sourceName, text },
        { name: 'own.txt', text: '4\n' },
      ],
    })
    expect(judged, judged.compile.output + (judged.tests[0]?.stderr ?? '')).toMatchObject({ verdict: 'AC' })
  })
})

describe('errors are about the own program', () => {
  test('a traceback in Python has the own lines and nothing else', async () => {
    const text =
      'import inspect, traceback\ndef divide(n):\n    return 10 // n\nassert len(inspect.stack()) == 1\nassert "code" not in globals()\nn = int(input())\ndivide(n)\n'
    const { verdict, tests } = await judge({ id: 'python', sources: text, input: '0\n' })
    expect(verdict).toBe('RTE')
    expect(tests[0]?.stderr).toMatch(
      /^Traceback \(most recent call last\):\n  File "main\.py", line 7, in <module>\n    divide\(n\)\n/,
    )
    expect(tests[0]?.stderr).toMatch(/File "main\.py", line 3, in divide\n    return 10 \/\/ n\n/)
    expect(tests[0]?.stderr).not.toMatch(/eduscale|run_box|\/box|__main__\.pyc/)
  })

  test('what is first in a file stays first: docstring, imports from __future__; and it knows its own name', async () => {
    const text =
      '"""Seven."""\nfrom __future__ import annotations\nimport sys\nprint(7 if (__doc__, __name__, sys.argv) == ("Seven.", "__main__", [__file__]) and open(__file__).read(3) == \'"""\' else 8)\n'
    expect(await judge({ id: 'python', sources: text })).toMatchObject({ verdict: 'AC' })
  })

  test.each<[id: LanguageId, text: string, says: RegExp]>([
    ['cpp', 'int main() { return x; }', /^main\.cpp: In function|^main\.cpp:1:/],
    ['c', 'int main() { return x; }', /^main\.c: In function|^main\.c:1:/],
    ['java', 'class A { int f() { return x; } public static void main(String[] a) {} }', /^Main\.java:1:/],
    ['python', 'print(\n', /File "main\.py", line 1/],
    ['javascript', 'let let = 1', /main\.js:1:4/],
    ['typescript', 'const x: = 1', /main\.ts:1:9/],
  ])('a compile error names the file as it is called: %s', async (id, text, says) => {
    const { verdict, compile } = await judge({ id, sources: text })
    expect(verdict).toBe('CE')
    expect(compile.output).toMatch(says)
    expect(compile.output).not.toContain('/box')
  })
})

test('no slot broke under any of these', () => {
  expect(opened.anomalies).toEqual([])
})

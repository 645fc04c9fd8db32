import { languageIds } from '@eduscale/contracts/language'
import type { Signature } from '@eduscale/contracts/signature'
import { type Judging, plainJudging } from '@eduscale/contracts/test-set'
import { starterCode } from '@eduscale/signature/targets/driver-files'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgeSubmission } from '../src/judge-submission'
import { languages } from '../src/languages/registry'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'
import { echoOf, type FunctionLanguage } from './signature-samples'

/* A contestant's other files never take the place of what the driver, the compiler or the test brings, whatever they are called. */
let opened: TestSandbox
beforeAll(async () => {
  opened = await openTestSandbox('own-files')
})
afterAll(async () => opened.close())

const signature: Signature = { name: 'echo', parameters: [{ name: 'value', type: 'int' }], result: 'int' }
const asFunction: Judging = { ...plainJudging, io: { kind: 'function', signature } }

async function judge(id: FunctionLanguage, sources: { name: string; text: string }[], judging: Judging) {
  const request = {
    language: languages[id],
    sources,
    limits: { timeMs: 10_000, memoryMb: 512, outputBytes: 1_000_000 },
    tests: [{ name: 'sample/1', isSample: true, input: Buffer.from('7\n'), answer: Buffer.from('7\n') }],
    judging,
    stopAtFirst: false,
  }
  return judgeSubmission(opened.sandbox, request, AbortSignal.timeout(60_000))
}

const judgeFunction = async (id: FunctionLanguage, others: { name: string; text: string }[]) =>
  judge(id, [{ name: languages[id].sourceName, text: echoOf(id, 'int', starterCode(signature, id)!) }, ...others], asFunction)

const judgeProgram = async (id: FunctionLanguage, text: string, others: { name: string; text: string }[]) =>
  judge(id, [{ name: languages[id].sourceName, text }, ...others], plainJudging)

// Without a name of their own, so that they are right in any language that looks at them.
const harmless = ['result', 'output', 'answer', 'input', 'solution', 'driver', 'judge.in', 'stdin', '01.a'].map((name) => ({
  name,
  text: 'mine',
}))

test.each(languageIds.filter((id): id is FunctionLanguage => id !== 'sql'))(
  '%s: a function is judged beside files called result and the like',
  async (id) => expect(await judgeFunction(id, harmless)).toMatchObject({ verdict: 'AC' }),
)

const shadows: [FunctionLanguage, string[], string][] = [
  ['python', ['json.py', 're.py', 'types.py', 'enum.py', 'codecs.py'], 'raise Exception("mine")'],
  ['ruby', ['json.rb'], 'raise "mine"'],
  ['lua', ['io.lua', 'string.lua'], 'error("mine")'],
  ['ocaml', ['list.ml', 'string.ml', 'buffer.ml', 'printf.ml'], 'let mine = 1'],
  ['javascript', ['fs.js', 'vm.js'], 'throw new Error("mine")'],
]
test.each(shadows)('%s: a function is judged beside files called as what its driver stands on: %j', async (id, names, text) =>
  expect(
    await judgeFunction(
      id,
      names.map((name) => ({ name, text })),
    ),
  ).toMatchObject({ verdict: 'AC' }),
)

const taken: [FunctionLanguage, string][] = [
  ['c', 'main'],
  ['cpp', 'main'],
  ['cpp17', 'main'],
  ['go', 'main'],
  ['rust', 'main'],
  ['ocaml', 'main'],
  ['ocaml', 'solution.cmx'],
  ['python', '__main__.pyc'],
  ['java', 'main.args'],
  ['java', 'Solution.class'],
  ['csharp', 'main.exe'],
  ['typescript', 'main.js'],
  ['typescript', 'solution.js.map'],
  ['python', 'solution.py'],
  ['ocaml', 'main.mli'],
  ['ocaml', 'Main.ml'],
]
// In a program as well as beside a function.
const used: [FunctionLanguage, string][] = [
  ['ocaml', 'str.ml'],
  ['ocaml', 'Unix.ml'],
  ['ocaml', 'unixLabels.ml'],
  ['ocaml', 'stdlib.ml'],
  ['ocaml', 'stdlib.mli'],
  ['ocaml', 'stdlib__List.ml'],
  ['ocaml', 'camlinternalFormat.ml'],
  ['ocaml', 'camlinternalFormatBasics.ml'],
  ['ocaml', 'std_exit.ml'],
  ['ocaml', 'std_exit.cmx'],
  ['ocaml', 'std_exit.o'],
  ['ocaml', 'unix.cmxa'],
  ['ocaml', 'libunix.a'],
  ['ocaml', 'libasmrun.a'],
  ['ocaml', 'stdlib.cmi'],
  ...(['javascript', 'typescript'] as const).flatMap((id) =>
    ['package.json', 'Package.json', 'tsconfig.json', 'TSConfig.json', 'jsconfig.json', 'JSConfig.JSON'].map(
      (name): [FunctionLanguage, string] => [id, name],
    ),
  ),
  ['csharp', 'System.Numerics.dll'],
  ['csharp', 'System.Core.dll'],
  ['csharp', 'mscorlib.dll'],
  ['csharp', 'main.exe.config'],
  ['java', 'module-info.class'],
  ['java', 'StringBuilder.class'],
  ['python', 'solution.so'],
  ['python', 'solution.abi3.so'],
]

const refusal = (name: string): RegExp => new RegExp(`a file ${name.replaceAll('.', '\\.')}\\b.*; call yours otherwise$`)
test.each([...taken, ...used])('%s: a file called %s is refused beside a function, with a sentence', async (id, name) => {
  const { verdict, compile } = await judgeFunction(id, [{ name, text: '{"type":"module"}' }])
  expect(verdict).toBe('CE')
  expect(compile?.output).toMatch(refusal(name))
})
test.each(used)('%s: a file called %s is refused in a program, with a sentence', async (id, name) => {
  const { verdict, compile } = await judgeProgram(id, '', [{ name, text: '' }])
  expect(verdict).toBe('CE')
  expect(compile?.output).toMatch(refusal(name))
})

// Without the line that prints, which stands on what these take the name of.
const classes: [FunctionLanguage, string, string[]][] = [
  [
    'java',
    'class Solution { public int echo(int value) { return value; } }',
    ['String', 'StringBuilder', 'Integer', 'Double', 'System', 'RuntimeException', 'IllegalStateException', 'Arrays', 'Path'],
  ],
  [
    'csharp',
    'public class Solution { public int Echo(int value) { return value; } }',
    ['Console', 'File', 'StringBuilder', 'Environment', 'StreamReader', 'Convert', 'CultureInfo', 'Program'],
  ],
]
test.each(classes)(
  '%s: a function has classes of its own that are called as what its driver stands on',
  async (id, text, names) => {
    const [extension] = languages[id].extensions
    const others = names.map((name) => ({ name: `${name}${extension}`, text: `class ${name} {}` }))
    const judged = await judge(id, [{ name: languages[id].sourceName, text }, ...others], asFunction)
    expect(judged).toMatchObject({ verdict: 'AC', compile: { output: '' } })
  },
)

test('JavaScript: files of one name and several endings', async () => {
  const others = [
    { name: 'lib.mjs', text: 'export const seven = 7' },
    { name: 'lib.cjs', text: 'exports.seven = 7' },
    { name: 'lib.js', text: 'exports.seven = 7' },
  ]
  expect(await judgeFunction('javascript', others)).toMatchObject({ verdict: 'AC', compile: { output: '' } })
  const text = `import('./lib.mjs').then(({ seven }) => console.log(seven + require('./lib.cjs').seven - require('./lib.js').seven))`
  expect(await judgeProgram('javascript', text, others)).toMatchObject({ verdict: 'AC', compile: { output: '' } })
  const { compile } = await judgeProgram('javascript', text, [...others, { name: 'bad.mjs', text: 'let = 1 1' }])
  expect(compile?.output).toMatch(/^✘ \[ERROR\] .*\n\n +bad\.mjs:1:8/)
  expect(compile?.output).not.toMatch(/tmp|checked/)
})

test('a program that has brought a file of the name that its answer is to have writes its answer all the same', async () => {
  const text = `print(open("mine.txt").read(), file=open("out.txt", "w"))`
  const sources = [
    { name: 'main.py', text },
    { name: 'out.txt', text: 'brought' },
    { name: 'mine.txt', text: '7' },
  ]
  const judging: Judging = { ...plainJudging, io: { kind: 'files', input: null, output: 'out.txt' } }
  expect(await judge('python', sources, judging)).toMatchObject({ verdict: 'AC' })
})

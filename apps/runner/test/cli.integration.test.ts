import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
let dir: string

const files: Record<string, string> = {
  'tests/sample/1.in': '1 2\n',
  'tests/sample/1.ans': '3\n',
  'tests/secret/a/2.in': '2 2\n',
  'tests/secret/a/2.ans': '4\n',
  'tests/secret/b.in': '5 5\n',
  'tests/secret/b.ans': '10\n',
  'right.py': 'print(sum(map(int, input().split())))',
  'wrong.py': 'print(3)',
  'broken.py': 'print(',
  'crash.py': 'import os\nos.abort()',
  'slow.py': 'while True: pass',
  'hungry.py': 'x = bytearray(400 << 20)\nfor i in range(0, len(x), 4096): x[i] = 1',
  'loud.py': 'while True: print("x" * 1000)',
  'accept.py': 'import sys\nsys.exit(42)',
  'talkative.py': 'import sys\nfor n in range(10): print("line", n, file=sys.stderr)',
  'explain.py':
    'import sys\nopen(sys.argv[3] + "/teammessage.txt", "w").write("try again")\nopen(sys.argv[3] + "/judgemessage.txt", "w").write("far too small")\nsys.exit(43)',
  'escaping.py': 'import sys\nsys.stderr.write("\\x1b[2J\\x9b1A\\rAC\\n")\nsys.exit(1)',
  'escaping.cpp': '#error \x1b[2J\n',
  'strange.py': 'import sys\nsys.exit(1)',
  'unpaired/1.in': '',
  'empty/readme': '',
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'judge-cli-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true })
    await writeFile(join(dir, name), text)
  }
})
afterAll(async () => rm(dir, { recursive: true, force: true }))

interface Ran {
  code: number
  stdout: string
  stderr: string
}

/** PostgreSQL and Redis are out of its reach, whether or not they run. */
async function cli(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const unreachable = { REDIS_URL: 'redis://127.0.0.1:1', DATABASE_URL: 'postgres://127.0.0.1:1/x', RUNNER_SPEED: '1' }
    execFile(
      'npm',
      ['run', '-s', 'judge', '--', ...args],
      { cwd: root, env: { ...process.env, ...unreachable, ...env } },
      (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr }),
    )
  })
}
const judge = async (source: string, ...more: string[]): Promise<Ran> =>
  cli(['--language', 'python', '--source', join(dir, source), '--tests', join(dir, 'tests'), '--json', ...more])

test.each([
  ['right.py', 'AC', ['AC', 'AC', 'AC']],
  ['wrong.py', 'WA', ['AC', 'WA', 'WA']],
  ['broken.py', 'CE', ['SKIPPED', 'SKIPPED', 'SKIPPED']],
  ['crash.py', 'RTE', ['RTE', 'RTE', 'RTE']],
  ['slow.py', 'TLE', ['TLE', 'TLE', 'TLE']],
  ['hungry.py', 'MLE', ['MLE', 'MLE', 'MLE']],
  ['loud.py', 'OLE', ['OLE', 'OLE', 'OLE']],
])('%s is %s: one object on stdout, and exit code 0', async (source, verdict, each) => {
  // Touching the pages of its memory may cost a program more than half a second: it gets time to spare.
  const timeMs = verdict === 'MLE' ? '5000' : '500'
  const ran = await judge(source, '--time-ms', timeMs, '--memory-mb', '128')
  expect(ran).toMatchObject({ code: 0 })
  const answer = JSON.parse(ran.stdout)
  expect(answer.verdict).toBe(verdict)
  expect(answer.tests.map((one: { name: string }) => one.name)).toEqual(['sample/1', 'secret/a/2', 'secret/b'])
  expect(answer.tests.map((one: { verdict: string }) => one.verdict)).toEqual(each)
  expect(Object.keys(answer.tests[0])).toEqual([
    'name',
    'verdict',
    'cpuMs',
    'kernelMs',
    'wallMs',
    'memoryBytes',
    'exitCode',
    'signal',
  ])
  expect(answer.compile).toMatchObject({ ok: verdict !== 'CE' })
  if (verdict === 'RTE') expect(answer.tests[0].signal).toBe('SIGABRT')
})

// Where a runner of this machine gave three times as long, `judge` beside it said TLE.
test('limits of time are stretched as a runner of this machine would, and it says so', async () => {
  const args = ['--language', 'python', '--source', join(dir, 'slow.py'), '--tests', join(dir, 'tests'), '--time-ms', '100']
  const answer = JSON.parse((await cli([...args, '--json', '--stop-at-first'], { RUNNER_SPEED: '3' })).stdout)
  expect(answer).toMatchObject({ verdict: 'TLE', speedStep: 3 })
  expect(answer.tests[0].cpuMs).toBeGreaterThanOrEqual(300)
  expect((await cli([...args, '--stop-at-first'], { RUNNER_SPEED: '1.5' })).stdout).toContain('time limits x 1.5 on this machine')
})

test('the machine is measured once, and what was found is kept', async () => {
  const data = join(dir, 'data')
  const args = ['--source', join(dir, 'right.py'), '--tests', join(dir, 'tests'), '--json']
  const ask = async () => JSON.parse((await cli(args, { RUNNER_SPEED: '', DATA_DIR: data })).stdout).speedStep
  const step = await ask()
  const path = join(data, 'machine-speed.json')
  const kept = JSON.parse(await readFile(path, 'utf8'))
  expect(kept.speed.step).toBe(step)
  await writeFile(path, JSON.stringify({ ...kept, speed: { ...kept.speed, step: step === 4 ? 3 : 4 } }))
  expect(await ask()).toBe(step === 4 ? 3 : 4)
  // Of another engine, or unreadable: measured anew.
  await writeFile(path, JSON.stringify({ ...kept, engine: 'another' }))
  expect(await ask()).toEqual(expect.any(Number))
  expect(JSON.parse(await readFile(path, 'utf8')).engine).toBe(kept.engine)
})

test('details are told when asked for, of secret tests too', async () => {
  const answer = JSON.parse((await judge('wrong.py', '--details')).stdout)
  expect(answer).toMatchObject({ verdict: 'WA', score: null, groups: [], error: null })
  expect(answer.tests[1]).toMatchObject({
    name: 'secret/a/2',
    stdout: '3\n',
    stderr: '',
    exceeded: null,
    divergence: { line: 1, expected: '4', actual: '3' },
    message: null,
    judgeMessage: null,
    score: null,
    returned: null,
  })
  const slow = JSON.parse((await judge('slow.py', '--details', '--time-ms', '100', '--stop-at-first')).stdout)
  expect(slow.tests[0].exceeded).toBe('cpu')
})

test('people are told what differs, what the validator says, and how stderr ends', async () => {
  const forPeople = ['--language', 'python', '--tests', join(dir, 'tests/secret'), '--source']
  expect((await cli([...forPeople, join(dir, 'wrong.py')])).stdout).toContain('line 1: expected "4", got "3"')
  const said = await cli([...forPeople, join(dir, 'talkative.py'), '--validator', join(dir, 'explain.py')])
  expect(said.stdout).toMatch(/^ {8}try again$/m)
  expect(said.stdout).toMatch(/^ {8}judge: far too small$/m)
  expect(said.stdout).toMatch(/^ {8}stderr: line 9$/m)
  expect(said.stdout).not.toContain('line 3')
})

test('what a program or a compiler says is shown in a terminal, and not carried out there', async () => {
  const forPeople = ['--tests', join(dir, 'tests/secret'), '--source']
  const ran = await cli([...forPeople, join(dir, 'escaping.py')])
  expect(ran.stdout).toContain('stderr: ␛[2J⟨U+009B⟩1A␍AC')
  const compiled = await cli([...forPeople, join(dir, 'escaping.cpp')])
  expect(compiled.stdout).toMatch(/^CE/)
  // oxlint-disable-next-line eslint/no-control-regex -- these are what is looked for
  expect(ran.stdout + ran.stderr + compiled.stdout).not.toMatch(/[\u001b\u009b]|\r/)
})

test('it stops at the first failure when told to', async () => {
  expect(
    JSON.parse((await judge('wrong.py', '--stop-at-first')).stdout).tests.map((one: { verdict: string }) => one.verdict),
  ).toEqual(['AC', 'WA', 'SKIPPED'])
})

test('a validator decides by 42 and 43, and another answer is an internal error with another exit code', async () => {
  expect(JSON.parse((await judge('wrong.py', '--validator', join(dir, 'accept.py'))).stdout).verdict).toBe('AC')
  const strange = await judge('wrong.py', '--validator', join(dir, 'strange.py'))
  expect(JSON.parse(strange.stdout).verdict).toBe('IE')
  expect(strange.code).toBe(3)
  expect(strange.stderr.match(/strange|answered 1/g)).toHaveLength(1)
})

test('the language is told by the name of the file', async () => {
  const ran = await cli(['--source', join(dir, 'right.py'), '--tests', join(dir, 'tests'), '--json'])
  expect(JSON.parse(ran.stdout).verdict).toBe('AC')
})

test('several at a time do not disturb each other', async () => {
  const ran = await Promise.all(
    ['right.py', 'wrong.py', 'right.py', 'slow.py'].map(async (source) => judge(source, '--time-ms', '300')),
  )
  expect(ran.map(({ stdout }) => JSON.parse(stdout).verdict)).toEqual(['AC', 'WA', 'AC', 'TLE'])
})

test.each<[name: string, args: () => string[], says: RegExp]>([
  ['no source', () => ['--language', 'python', '--tests', join(dir, 'tests')], /--source/],
  [
    'an unknown language',
    () => ['--language', 'cobol', '--source', join(dir, 'right.py'), '--tests', join(dir, 'tests')],
    /--language/,
  ],
  ['an unknown option', () => ['--speed', '9'], /--speed/],
  [
    'a limit that is no number',
    () => ['--language', 'python', '--source', join(dir, 'right.py'), '--tests', join(dir, 'tests'), '--time-ms', 'soon'],
    /--time-ms/,
  ],
  [
    "a source that isn't there",
    () => ['--language', 'python', '--source', join(dir, 'none.py'), '--tests', join(dir, 'tests')],
    /none\.py/,
  ],
  [
    "tests that aren't there",
    () => ['--language', 'python', '--source', join(dir, 'right.py'), '--tests', join(dir, 'none')],
    /none/,
  ],
  [
    'a directory without tests',
    () => ['--language', 'python', '--source', join(dir, 'right.py'), '--tests', join(dir, 'empty')],
    /no \*\.in/,
  ],
  [
    'an input without an answer',
    () => ['--language', 'python', '--source', join(dir, 'right.py'), '--tests', join(dir, 'unpaired')],
    /1\.ans/,
  ],
  [
    'an unknown validator flag',
    () => [
      '--language',
      'python',
      '--source',
      join(dir, 'right.py'),
      '--tests',
      join(dir, 'tests'),
      '--validator-flags',
      'exact',
    ],
    /exact/,
  ],
])('%s: one clear line on stderr, nothing on stdout, exit code 2', async (_name, args, says) => {
  const ran = await cli([...args(), '--json'])
  expect(ran.code).toBe(2)
  expect(ran.stdout).toBe('')
  expect(
    ran.stderr
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('npm ')),
  ).toHaveLength(1)
  expect(ran.stderr).toMatch(says)
})

test('without an engine it says what to do', async () => {
  const ran = await cli(['--language', 'python', '--source', join(dir, 'right.py'), '--tests', join(dir, 'tests'), '--json'], {
    DOCKER_HOST: 'unix:///nowhere.sock',
  })
  expect(ran.code).toBe(3)
  expect(JSON.parse(ran.stdout).verdict).toBe('IE')
  expect(ran.stderr.match(/Docker/g)).toHaveLength(1)
})

// On a terminal the words about progress stayed in front of the result, where the last test was not reached.
test.each([
  ['broken.py', 'CE', 'compiling ...'],
  ['wrong.py', 'WA', 'test 2 of 3 ...'],
])('%s on a terminal: the line of progress is gone before %s', async (source, verdict, said) => {
  const words = ['--language', 'python', '--source', join(dir, source), '--tests', join(dir, 'tests'), '--stop-at-first']
  const command = ['npm', 'run', '-s', 'judge', '--', ...words].map((word) => `'${word}'`).join(' ')
  const { stdout } = await promisify(execFile)('script', ['-qec', command, '/dev/null'], { cwd: root, env: process.env })
  const shown = stdout.slice(stdout.lastIndexOf('...') + '...'.length)
  expect(stdout.slice(0, -shown.length)).toContain(said)
  expect(shown).toMatch(new RegExp(`^\\r\\u001b\\[K(\\S.*)?${verdict}`))
})

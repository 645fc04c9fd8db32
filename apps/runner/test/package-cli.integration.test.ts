import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
let dir: string

const sum = 'print(sum(map(int, input().split())))\n'
const validate = 'import re, sys\nsys.exit(42 if re.fullmatch(r"[0-9]+ [0-9]+\\n", sys.stdin.read()) else 1)\n'
const shared: Record<string, string> = {
  'data/sample/1.in': '1 2\n',
  'data/sample/1.ans': '3\n',
  'data/secret/1.in': '5 6\n',
  'data/secret/1.ans': '11\n',
  'data/secret/2.in': '1000 1\n',
  'data/secret/2.ans': '1001\n',
  'input_validators/check.py': validate,
  'submissions/accepted/sum.py': sum,
  'submissions/wrong_answer/three.py': 'print(3)\n',
  'submissions/run_time_error/crash.py': 'raise SystemExit(1)\n',
  'submissions/time_limit_exceeded/slow.py': 'while True: pass\n',
}
const legacy: Record<string, string> = {
  ...shared,
  'problem.yaml': 'name: Two Crates\nlimits: {memory: 128}\n',
  'problem_statement/problem.en.tex': '\\problemname{Two Crates}\nAdd $a$ and \\emph{b}.\n',
  'submissions/mixed/either.py': `# @EXPECTED_RESULTS@: WRONG-ANSWER, RUN-ERROR\n${sum.replace('sum', 'max')}`,
  'submissions/accepted/two/main.py': 'from add import add\nprint(add(input()))\n',
  'submissions/accepted/two/add.py': 'def add(line):\n    return sum(map(int, line.split()))\n',
}
const newer: Record<string, string> = {
  ...shared,
  'problem.yaml': 'problem_format_version: 2025-09\nname: Two Crates\ntype: scoring\nlimits: {time_limit: 1, memory: 128}\n',
  'statement/problem.en.md': 'Add $a$ and $b$.\n',
  'data/secret/test_group.yaml': 'max_score: 10\nscore_aggregation: sum\n',
  'submissions/brute_force/small_only.py': `a, b = map(int, input().split())\nif a > 100: raise ValueError\nprint(a + b)\n`,
  'submissions/submissions.yaml': 'brute_force/*:\n  score: 5\n  secret/1: {permitted: [AC]}\n  secret/2: {required: [RTE]}\n',
}

async function write(name: string, files: Record<string, string>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name, path)), { recursive: true })
    await writeFile(join(dir, name, path), text)
  }
  return join(dir, name)
}

interface Ran {
  code: number
  stdout: string
  stderr: string
}

async function cli(script: string, ...args: string[]): Promise<Ran> {
  return cliOn(1, script, ...args)
}

/** On a machine of that speed step. */
async function cliOn(step: number, script: string, ...args: string[]): Promise<Ran> {
  const env = { ...process.env, RUNNER_SPEED: String(step) }
  return new Promise((resolve) => {
    execFile('npm', ['run', '-s', script, '--', ...args], { cwd: root, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr }),
    )
  })
}

interface Row {
  path: string
  verdict: string
  ok: boolean
  score: number | null
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'package-cli-'))
})
afterAll(async () => rm(dir, { recursive: true, force: true }))

describe('verify', () => {
  test('a legacy package without a time limit: one is derived, and everything is as its folders and tags say', async () => {
    const ran = await cli('package', 'verify', await write('crates', legacy), '--json')
    const answer = JSON.parse(ran.stdout)
    expect(answer).toMatchObject({ package: 'crates', format: 'legacy', timeLimitMs: 1000, ok: true })
    expect(answer.timeLimitNote).toMatch(/derived: slowest accepted .* x 5/)
    expect(answer.submissions.map((row: Row) => [row.path, row.verdict])).toEqual([
      ['accepted/sum.py', 'AC'],
      ['accepted/two', 'AC'],
      ['mixed/either.py', 'WA'],
      ['run_time_error/crash.py', 'RTE'],
      ['time_limit_exceeded/slow.py', 'TLE'],
      ['wrong_answer/three.py', 'WA'],
    ])
    expect(answer.validators).toEqual([{ kind: 'input', name: 'check', ok: true, tests: 3, refused: [] }])
    expect(ran.stderr).toContain('[7/7]')
    expect(ran.code).toBe(0)
  })

  // Runners stretch a limit by their machine's step: derived on a slow machine, it would be stretched twice.
  test('on a slow machine the derived limit is that of the reference machine', async () => {
    const answer = JSON.parse((await cliOn(4, 'package', 'verify', await write('slowly', legacy), '--json')).stdout)
    expect(answer).toMatchObject({ timeLimitMs: 1000, speedStep: 4, ok: true })
    expect(answer.timeLimitNote).toMatch(/slowest accepted \d+ ms \/ 4 for this machine x 5/)
  })

  test('a 2025-09 package with points and rules for single tests', async () => {
    const ran = await cli('package', 'verify', await write('newer', newer), '--json')
    const answer = JSON.parse(ran.stdout)
    expect(answer).toMatchObject({ format: '2025-09', timeLimitMs: 1000, ok: true })
    const row = answer.submissions.find((one: Row) => one.path === 'brute_force/small_only.py')
    expect(row).toMatchObject({ ok: true, score: 5, expected: ['RTE', 'TLE'] })
    expect(ran.code).toBe(0)
  })

  test('what differs is named, with exit code 1', async () => {
    const path = await write('odd', {
      ...legacy,
      '.timelimit': '1\n',
      'submissions/wrong_answer/right.py': sum,
      'data/secret/3.in': 'one two\n',
      'data/secret/3.ans': '3\n',
    })
    const ran = await cli('package', 'verify', path, '--json')
    const answer = JSON.parse(ran.stdout)
    expect(answer.ok).toBe(false)
    expect(answer.submissions.find((row: Row) => row.path === 'accepted/sum.py')).toMatchObject({ ok: false, verdict: 'RTE' })
    expect(answer.validators[0]).toMatchObject({ ok: false, refused: [expect.stringContaining('secret/3: exit 1')] })
    expect(ran.code).toBe(1)
    expect(Object.keys(answer.submissions[0].tests[0])).toEqual(['name', 'verdict', 'cpuMs', 'memoryBytes', 'score'])

    const detailed = JSON.parse((await cli('package', 'verify', path, '--json', '--details')).stdout)
    const crashed = detailed.submissions.find((row: Row) => row.path === 'accepted/sum.py').tests.at(-1)
    expect(crashed).toMatchObject({
      name: 'secret/3',
      verdict: 'RTE',
      exitCode: 1,
      stderr: expect.stringContaining('ValueError'),
    })
    const told = await cli('package', 'verify', path, '--details')
    expect(told.stdout).toMatch(/^FAIL accepted\/sum\.py .*\n( {8}stderr: .*\n)* {8}stderr: ValueError/m)
  })

  test('for people it is a table', async () => {
    const ran = await cli('package', 'verify', await write('plain', { ...legacy, '.timelimit': '1\n' }))
    expect(ran.stdout).toMatch(/^ok {3}accepted\/sum\.py .* AC /m)
    expect(ran.stdout).toMatch(/plain \(legacy\): time limit 1000 ms; time limits x 1 on this machine; all as expected\n$/)
  })
})

test('a package is judged by `judge` with its own tests and limits, and options hold instead', async () => {
  const path = await write('judged', {
    ...newer,
    'submissions/accepted/two/main.py': 'import a\n',
    'submissions/accepted/two/a.py': sum,
  })
  const own = (...names: string[]) => names.flatMap((name) => ['--source', join(path, 'submissions', name)])
  const ran = await cli('judge', '--package', path, ...own('brute_force/small_only.py'), '--json')
  expect(JSON.parse(ran.stdout)).toMatchObject({
    verdict: 'AC',
    score: 5,
    tests: [{ name: 'sample/1' }, { name: 'secret/1', score: 5 }, { name: 'secret/2', verdict: 'RTE', score: 0 }],
  })
  const two = await cli('judge', '--package', path, ...own('accepted/two/main.py', 'accepted/two/a.py'), '--json')
  expect(JSON.parse(two.stdout)).toMatchObject({ verdict: 'AC', score: 10 })
  const short = await cli('judge', '--package', path, ...own('time_limit_exceeded/slow.py'), '--time-ms', '100', '--json')
  expect(JSON.parse(short.stdout).tests[0].cpuMs).toBeLessThan(900)
})

describe('import and export', () => {
  test('there and back again: a zip of either format becomes the same folder', async () => {
    const source = await write('travels', { ...legacy, '.timelimit': '2\n' })
    const folders: string[] = []
    for (const format of ['legacy', '2025-09']) {
      const zip = join(dir, `${format}.zip`)
      expect(await cli('package', 'export', source, '--format', format, '--out', zip)).toMatchObject({ code: 0 })
      const to = join(dir, `imported-${format}`)
      const ran = await cli('package', 'import', zip, '--to', to, '--slug', 'travels', '--json')
      expect(JSON.parse(ran.stdout)).toMatchObject({ package: 'travels', ok: true, to })
      folders.push(to)
    }
    const [one = '', other = ''] = folders
    const files = await readdir(one, { recursive: true, withFileTypes: true })
    for (const file of files.filter((entry) => entry.isFile() && !entry.name.endsWith('.yaml'))) {
      const path = join(file.parentPath, file.name).slice(one.length)
      expect(await readFile(join(other, path), 'utf8')).toBe(await readFile(join(one, path), 'utf8'))
    }
    expect(await readFile(join(one, 'problem_statement/problem.en.md'), 'utf8')).toBe('Add $a$ and *b*.\n')
    expect(await readFile(join(one, '.timelimit'), 'utf8')).toBe('2\n')
  })

  test('import derives a missing time limit, does not overwrite, and leaves nothing half-written', async () => {
    const source = await write('no-limit', legacy)
    const to = join(dir, 'once')
    expect(await cli('package', 'import', source, '--to', to)).toMatchObject({ code: 0 })
    expect(await readFile(join(to, '.timelimit'), 'utf8')).toBe('1\n')
    const again = await cli('package', 'import', source, '--to', to)
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('is there already; --force replaces it') })
    expect(await cli('package', 'import', source, '--to', to, '--force')).toMatchObject({ code: 0 })
    const refused = await write('refused', { ...legacy, 'data/secret/testdata.yaml': 'grading: custom\n' })
    const nothing = await cli('package', 'import', refused, '--to', join(dir, 'never'), '--json')
    expect(nothing.code).toBe(2)
    expect(JSON.parse(nothing.stdout)).toMatchObject({ ok: false, to: null })
    expect((await readdir(dir)).filter((name) => name === 'never' || name.endsWith('.new') || name.endsWith('.old'))).toEqual([])
  })
})

test.each<[name: string, args: string[], says: RegExp]>([
  ['no command', ['--json'], /which command/],
  ['an unknown command', ['polish', 'x'], /polish/],
  ['no path', ['verify'], /path of a package/],
  ['a path to nothing', ['verify', '/nowhere', '--json'], /there is no \/nowhere/],
  ["an option that isn't the command's", ['check', 'x', '--slug', 'y'], /--slug/],
  ['export without a format', ['export', 'problems/ferry-queue', '--out', '/tmp/x'], /--format/],
  ['something that is no package', ['check', 'docs'], /no problem\.yaml/],
])('%s: one line on stderr, exit code 2', async (_name, args, says) => {
  const ran = await cli('package', ...args)
  const lines = ran.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('npm '))
  expect(ran.code).toBe(2)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(says)
})

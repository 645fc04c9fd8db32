import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { problemKinds, type ProblemKind } from '@eduscale/contracts/problem-kind'
import { canonicalTestSet, testSetSchema } from '@eduscale/contracts/test-set'
import { exportPackage } from '@eduscale/problem-package/export-package'
import { packageFormats, type ProblemPackage } from '@eduscale/problem-package/problem-package'
import { FileTree } from '@eduscale/problem-package/file-tree'
import { readPackageTree } from '@eduscale/problem-package/read-package'
import { Report } from '@eduscale/problem-package/report'
import { toTestSetContent } from '@eduscale/problem-package/test-set'
import { kindRules } from '@eduscale/rules/problem-kinds'
import { describe, expect, test } from 'vitest'
import { presentProblem } from '../apps/api/src/areas/judge/problem/problem.queries'
import { judgeKindOf } from '../apps/runner/src/judge/kinds/registry'
import { languages } from '../apps/runner/src/languages/registry'

// A kind of problem from its package to whoever solves it. Apps don't import each other, so this stands above them.

const root = join(import.meta.dirname, '..')
const validator = { 'output_validators/check.py': 'import sys\nsys.exit(42)\n' }

/** What a legacy package says to be of a kind. */
const examples: Record<ProblemKind, Record<string, string>> = {
  stdio: {},
  files: { 'eduscale.yaml': 'io: {input: a.in, output: a.out}\n' },
  function: { 'eduscale.yaml': 'signature: {name: addUp, parameters: [{name: first, type: int}], result: int}\n' },
  interactive: { 'problem.yaml': 'name: Two Crates\nvalidation: custom interactive\n', ...validator },
  outputs: { 'eduscale.yaml': 'outputs: true\n' },
}

function readExample(kind: ProblemKind): ProblemPackage {
  const files = {
    'problem.yaml': 'name: Two Crates\n',
    '.timelimit': '1\n',
    'problem_statement/problem.en.md': 'Add them.\n',
    'data/sample/1.in': '1\n',
    'data/sample/1.ans': '1\n',
    'data/secret/1.in': '2\n',
    'data/secret/1.ans': '2\n',
    'submissions/accepted/same.py': 'print(input())\n',
    ...examples[kind],
  }
  return readFiles(new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])))
}

function readFiles(files: ReadonlyMap<string, Buffer>): ProblemPackage {
  const {
    package: problem,
    report,
    isRefused,
  } = readPackageTree(new FileTree(files), { slug: 'two-crates', report: new Report() })
  if (isRefused) throw new Error(report.map(({ what }) => what).join('; '))
  return problem
}

describe.each(problemKinds)('%s', (kind) => {
  const problem = readExample(kind)
  const { io } = problem.judging

  test('a package says it, and in each format it says so again', () => {
    expect(io.kind).toBe(kind)
    for (const format of packageFormats) {
      const { files, isRefused } = exportPackage(problem, format)
      expect(isRefused).toBe(false)
      expect(readFiles(files).judging.io).toEqual(io)
    }
  })

  test('its test set is one', () => {
    const set = { ...toTestSetContent(problem), hash: '0'.repeat(64) }
    expect(testSetSchema.parse(JSON.parse(JSON.stringify(set))).io).toEqual(io)
    expect(canonicalTestSet(set)).toContain(`"io":{"kind":"${kind}"`)
  })

  test('the runner can judge it: by a program exactly where one is handed in', () => {
    const { program } = judgeKindOf(io)
    expect(program !== null).toBe(kindRules[kind].submission === 'program')
    if (program === null) return
    const made = program.files(languages.python, { sources: [{ name: 'main.py', text: 'pass' }], includes: [] })
    expect(made).toContainEqual(expect.objectContaining({ text: 'pass' }))
  })

  test('a contestant is told of it', () => {
    const row = {
      slug: 'two-crates',
      title: 'Two Crates',
      difficulty: 'easy',
      skills: [],
      statementHtml: '',
      samples: [],
      starters: {},
      timeMs: 1000,
      memoryMb: 64,
      io,
      isScored: false,
      points: null,
      maxPasses: 1,
      languages: [],
      lang: 'en',
      translations: {},
    }
    expect(presentProblem(row)).toMatchObject({ io: kind })
  })
})

test.each(['apps/runner/src/judge/kinds', 'packages/problem-package/src/kinds'])(
  '%s has a file for each kind',
  async (folder) => {
    const names = (await readdir(join(root, folder))).filter((name) => !name.endsWith('.test.ts'))
    expect(names.toSorted()).toEqual(['kind', 'registry', ...problemKinds].map((name) => `${name}.ts`).toSorted())
  },
)

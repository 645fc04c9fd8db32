import { FileTree } from '../src/file-tree'
import { readPackageTree, type PackageRead } from '../src/read-package'
import { Report } from '../src/report'

export type Files = Record<string, string | Buffer>

const plainTests: Files = {
  'data/sample/1.in': '1 2\n',
  'data/sample/1.ans': '3\n',
  'data/secret/1-small.in': '5 6\n',
  'data/secret/1-small.ans': '11\n',
  'data/secret/2-large.in': '70 80\n',
  'data/secret/2-large.ans': '150\n',
}

export const legacyFiles: Files = {
  'problem.yaml': 'name: Two Crates\nlicense: cc by-sa\nrights_owner: Nobody\nlimits:\n  memory: 128\n',
  '.timelimit': '2\n',
  'problem_statement/problem.en.md': 'Add $a$ and $b$.\n',
  'input_validators/check.py': 'import sys\nsys.exit(42)\n',
  'submissions/accepted/sum.py': 'print(sum(map(int, input().split())))\n',
  'submissions/wrong_answer/three.py': 'print(3)\n',
  ...plainTests,
}

export const files2025: Files = {
  'problem.yaml':
    'problem_format_version: 2025-09\nname: Two Crates\nuuid: 5ca6ba5b-36d5-4eff-8aa7-d967cbc4375e\nlicense: cc by-sa\nlimits:\n  time_limit: 2\n  memory: 128\n',
  'statement/problem.en.md': 'Add $a$ and $b$.\n',
  'input_validators/check.py': 'import sys\nsys.exit(42)\n',
  'submissions/accepted/sum.py': 'print(sum(map(int, input().split())))\n',
  'submissions/wrong_answer/three.py': 'print(3)\n',
  ...plainTests,
}

export const accepting = 'import sys\nsys.exit(42)\n'

export function toBuffers(files: Files): Map<string, Buffer> {
  return new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]))
}

export function read(files: Files): PackageRead {
  return readPackageTree(new FileTree(toBuffers(files)), { slug: 'two-crates', report: new Report() })
}

/** `level path: what` of every line at a level. */
export function said({ report }: PackageRead, level: string): string[] {
  return report.filter((line) => line.level === level).map(({ path, what }) => `${path}: ${what}`)
}

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './setup/workplace'

let dir: string
const bundled = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('node', [join(root, 'scripts/run-bundled.mjs'), join(dir, 'entry.ts'), ...args], { cwd: tmpdir() }))
    .stdout

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'run-bundled-'))
  await writeFile(join(dir, 'part.ts'), "export const word: string = 'one'\n")
  await writeFile(
    join(dir, 'entry.ts'),
    "import { word } from './part'\nawait Promise.resolve()\nconsole.log(word, import.meta.dirname, process.argv.slice(2).join())\n",
  )
})
afterAll(async () => {
  await rm(dir, { recursive: true, force: true })
})

test('a command runs from its bundle as from its sources, and a changed source is seen', async () => {
  const ran = (word: string) => `${word} ${dir} a,b\n`
  expect(await Promise.all([1, 2, 3].map(async () => bundled('a', 'b')))).toEqual([1, 2, 3].map(() => ran('one')))
  expect(await bundled('a', 'b')).toBe(ran('one'))
  await writeFile(join(dir, 'part.ts'), "export const word: string = 'another'\n")
  expect(await bundled('a', 'b')).toBe(ran('another'))
  // A bundle that was cut off, by a full disk or a power cut, is built again.
  const [path] = await promisify(execFile)('sh', ['-c', `ls ${join(root, 'node_modules/.cache/eduscale')}/*run-bundled*`]).then(
    ({ stdout }) => stdout.split('\n'),
  )
  await writeFile(path ?? '', '')
  expect(await bundled('a', 'b')).toBe(ran('another'))
  await rm(path ?? '')
})

test('a bundle that came along with its whole tree is built anew where it lies now', async () => {
  const trees = await mkdtemp(join(tmpdir(), 'run-bundled-trees-'))
  const [tree, copy] = ['here', 'there'].map((name) => join(trees, name)) as [string, string]
  await mkdir(join(tree, 'scripts'), { recursive: true })
  await mkdir(join(tree, 'node_modules'))
  for (const name of ['esbuild', '@esbuild', 'tsx'])
    await symlink(join(root, 'node_modules', name), join(tree, 'node_modules', name))
  for (const name of ['scripts/run-bundled.mjs', 'package-lock.json']) await cp(join(root, name), join(tree, name))
  await writeFile(join(tree, 'entry.ts'), 'console.log(import.meta.dirname)\n')
  const ran = async (of: string) => (await promisify(execFile)('node', [join(of, 'scripts/run-bundled.mjs'), 'entry.ts'])).stdout
  expect(await ran(tree)).toBe(`${tree}\n`)
  await cp(tree, copy, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
  expect(await ran(copy)).toBe(`${copy}\n`)
  await writeFile(join(copy, 'entry.ts'), "console.log('changed')\n")
  expect(await ran(copy)).toBe('changed\n')
  expect(await ran(tree)).toBe(`${tree}\n`)
  await rm(trees, { recursive: true })
})

import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
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

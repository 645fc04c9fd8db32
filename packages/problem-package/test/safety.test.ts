import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { zipSync, type Zippable } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { bounds } from '../src/bounds'
import { PackageError } from '../src/package-error'
import { readPackage, readPackageZip } from '../src/read-package'
import { legacyFiles, read, said, type Files } from './fixtures'

const zip = (files: Files, more: Zippable = {}): Buffer =>
  Buffer.from(
    zipSync({
      ...Object.fromEntries(Object.entries(files).map(([path, text]) => [path, new Uint8Array(Buffer.from(text))])),
      ...more,
    }),
  )
const readZip = async (archive: Buffer) => readPackageZip(archive, 'crates')
const under = (folder: string): Files =>
  Object.fromEntries(Object.entries(legacyFiles).map(([path, text]) => [`${folder}/${path}`, text]))

/** One line, of an error that is made for people. */
async function refusal(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.then(
    () => new Error('it was read'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(PackageError)
  const { message } = error instanceof Error ? error : { message: '' }
  expect(message).not.toContain('\n')
  return message
}

describe('archives', () => {
  test('a package as it is, and inside of a folder, with what a Mac leaves', async () => {
    const plain = await readZip(zip(legacyFiles))
    const nested = await readZip(zip({ '__MACOSX/._x': '', ...under('crates'), 'crates/.DS_Store': '\0' }))
    expect(nested.package).toEqual(plain.package)
    expect(nested.report).toEqual(plain.report)
  })

  test.each([
    ['../up.txt', /up\.txt: leads out|invalid relative path/],
    ['a/../../up.txt', /leads out|invalid relative path/],
    ['/etc/passwd', /leads out|absolute path/],
    ['C:/windows.txt', /leads out|absolute path/],
    ['a\\..\\b.txt', /leads out|invalid characters/],
    ['a//b.txt', /not a file name/],
    ['a/./b.txt', /not a file name/],
    [`${'d/'.repeat(30)}x`, /nested deeper/],
    ['n'.repeat(300), /too long a name/],
  ])('the name %j', async (name, says) => {
    expect(await refusal(readZip(zip({ ...legacyFiles, [name]: 'x' })))).toMatch(says)
  })

  test('a symbolic link, a device', async () => {
    const mode = (type: number) => ({ os: 3, attrs: ((type | 0o777) << 16) >>> 0 })
    const entry = new Uint8Array(Buffer.from('/etc/passwd'))
    expect(await refusal(readZip(zip(legacyFiles, { link: [entry, mode(0xa000)] })))).toBe(
      'link: is a symbolic link, which an archive may not hold',
    )
    expect(await refusal(readZip(zip(legacyFiles, { device: [entry, mode(0x2000)] })))).toMatch(/neither a file nor a folder/)
  })

  test('a file that is also a folder', async () => {
    expect(await refusal(readZip(zip({ ...legacyFiles, data: 'x' })))).toMatch(/data\/.*is a file and a folder/)
  })

  test('the same name twice', async () => {
    const archive = zip({ ...legacyFiles, 'aa.txt': 'x', 'bb.txt': 'x' })
    expect(await refusal(readZip(replaced(archive, 'bb.txt', 'aa.txt')))).toBe('aa.txt: is twice in the archive')
  })

  test('an encrypted file, an unknown packing', async () => {
    const archive = zip({ ...legacyFiles, 'aa.txt': 'x' })
    const central = archive.lastIndexOf('aa.txt') - 46
    const encrypted = Buffer.from(archive)
    encrypted.writeUInt16LE(1, central + 8)
    expect(await refusal(readZip(encrypted))).toBe('aa.txt: is encrypted')
    const packed = Buffer.from(archive)
    packed.writeUInt16LE(12, central + 10)
    expect(await refusal(readZip(packed))).toMatch(/aa\.txt: is packed by method 12/)
  })

  test('one that lies about a size', async () => {
    const archive = zip({ ...legacyFiles, 'aa.txt': 'x'.repeat(5000) })
    const lying = Buffer.from(archive)
    lying.writeUInt32LE(10, archive.lastIndexOf('aa.txt') - 46 + 24)
    expect(await refusal(readZip(lying))).toMatch(/aa\.txt: the archive can't be read/)
    lying.writeUInt32LE(0xfffffff0, archive.lastIndexOf('aa.txt') - 46 + 24)
    expect(await refusal(readZip(lying))).toMatch(/aa\.txt: is larger than a package may be/)
  })

  test('a bomb, while it unpacks', async () => {
    const bomb = new Uint8Array(bounds.archiveRatioFromBytes + 1)
    expect(await refusal(readZip(zip(legacyFiles, { 'data/secret/9.in': [bomb, { level: 9 }] })))).toMatch(/unpacks to more than/)
  })

  test('too many entries', async () => {
    const many: Zippable = {}
    for (let n = 0; n <= bounds.files; n += 1) many[`n/${n}`] = [new Uint8Array(0), { level: 0 }]
    expect(await refusal(readZip(zip(legacyFiles, many)))).toMatch(/more than 20000 entries/)
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['half', zip(legacyFiles).subarray(0, 400)],
  ])('no archive at all: %s', async (_name, archive) => {
    expect(await refusal(readZip(archive))).toMatch(/the archive can't be read/)
  })

  test('one without a package', async () => {
    expect(await refusal(readZip(zip({ 'readme.txt': 'x' })))).toMatch(/no problem\.yaml/)
    expect(await refusal(readZip(zip({ ...under('a'), ...under('b') })))).toMatch(/but a\/problem\.yaml/)
  })
})

describe('folders', () => {
  const made: string[] = []
  afterAll(async () => Promise.all(made.map((dir) => rm(dir, { recursive: true }))))
  const folder = async (): Promise<string> => {
    const dir = await mkdtemp(join(tmpdir(), 'package-'))
    made.push(dir)
    for (const [path, text] of Object.entries(legacyFiles)) {
      await mkdir(dirname(join(dir, path)), { recursive: true })
      await writeFile(join(dir, path), text)
    }
    return dir
  }

  test('a link inside of the package is the file', async () => {
    const dir = await folder()
    await symlink('2-large.in', join(dir, 'data/secret/3.in'))
    await symlink('2-large.ans', join(dir, 'data/secret/3.ans'))
    expect((await readPackage(dir)).package.tests.at(-1)).toMatchObject({ name: 'secret/3', input: '70 80\n' })
  })

  test.each([
    ['/etc/hostname', /x\.txt: is a symbolic link out of the package/],
    ['../../../../etc/hostname', /x\.txt: is a symbolic link (out of the package|to nothing)/],
    ['nowhere', /x\.txt: is a symbolic link to nothing/],
    ['.', /nested deeper|out of the package/],
  ])('a link to %s is refused', async (target, says) => {
    const dir = await folder()
    await symlink(target, join(dir, 'x.txt'))
    expect(await refusal(readPackage(dir))).toMatch(says)
  })

  test('a path to nothing', async () => {
    expect(await refusal(readPackage('/nowhere/at/all'))).toBe('there is no /nowhere/at/all')
  })
})

describe('texts', () => {
  const latin = Buffer.from([0x6e, 0x61, 0xef, 0x76, 0x65])
  test.each<[path: string, content: string | Buffer, says: RegExp]>([
    ['data/secret/1-small.in', latin, /1-small\.in: is not UTF-8/],
    ['data/secret/1-small.in', 'a\0b', /1-small\.in: has a NUL/],
    ['problem_statement/problem.en.md', latin, /problem\.en\.md: is not UTF-8/],
    ['submissions/accepted/sum.py', latin, /sum\.py: is not UTF-8/],
    ['problem.yaml', `name: ${'x'.repeat(bounds.yamlBytes)}`, /problem\.yaml: is larger than/],
    ['problem.yaml', '['.repeat(5000), /problem\.yaml: is not YAML/],
    ['problem.yaml', `name: x\nextra: ${'['.repeat(50)}${']'.repeat(50)}`, /problem\.yaml: is nested deeper/],
    ['problem.yaml', bombOfAliases(), /problem\.yaml: is not YAML/],
    ['problem_statement/problem.en.tex', '{'.repeat(200_000), /longer than/],
  ])('%s', (path, content, says) => {
    const files = { ...legacyFiles, [path]: content }
    if (path.endsWith('.tex')) delete files['problem_statement/problem.en.md']
    expect(() => read(files)).toThrow(says)
  })

  test('files of names that the format does not allow are as if they were not there, and said', async () => {
    const given = await readZip(zip({ ...legacyFiles, 'data/secret/a b.in': 'x', '.git/config': 'x' }))
    expect(given.package).toEqual((await readZip(zip(legacyFiles))).package)
    expect(said(given, 'ignored')).toEqual(['data/secret/a b.in: its name has characters that package files may not have'])
  })
})

function bombOfAliases(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let n = 1; n < 10; n += 1) lines.push(`a${n}: &a${n} [${Array.from({ length: 10 }, () => `*a${n - 1}`).join(', ')}]`)
  return `${lines.join('\n')}\n`
}

function replaced(archive: Buffer, from: string, to: string): Buffer {
  const out = Buffer.from(archive)
  for (let at = out.indexOf(from); at !== -1; at = out.indexOf(from)) out.write(to, at)
  return out
}

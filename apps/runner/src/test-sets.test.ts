import { createHash } from 'node:crypto'
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { canonicalTestSet, plainJudging } from '@eduscale/contracts/test-set'
import { BadTestSetError, TestSets } from './test-sets'

const content = {
  ...plainJudging,
  tests: [{ name: 'sample/1', isSample: true, input: '1\n', answer: '2\n', validatorFlags: null }],
}
const hash = createHash('sha256').update(canonicalTestSet(content)).digest('hex')
const otherHash = 'f'.repeat(64)
const quizHash = 'e'.repeat(64)

let dir: string
let server: Server
let url: string
let asked: string[]
let tokens: (string | string[] | undefined)[]
let notKept: unknown[]

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'test-sets-'))
  asked = []
  tokens = []
  notKept = []
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    tokens.push(request.headers['x-runner-token'])
    const wanted = request.url?.split('/').at(-1)
    if (wanted === hash) response.end(JSON.stringify({ hash, tests: content.tests, ...plainJudging }))
    else if (wanted === otherHash) response.end(JSON.stringify({ ...content, hash: otherHash }))
    else if (wanted === quizHash) response.end(JSON.stringify({ ...content, io: { kind: 'quiz' }, hash: quizHash }))
    else response.writeHead(404).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.close()
  await rm(dir, { recursive: true, force: true })
})

function testSets(apiUrls = [url], maxBytes = 1_000_000): TestSets {
  return new TestSets({ apiUrls, token: 'secret-of-the-runner', dir, maxBytes, onNotKept: (error) => notKept.push(error) })
}

test('a set is fetched once, with the token, and then comes from disk', async () => {
  expect((await testSets().get(hash)).tests).toEqual(content.tests)
  expect((await testSets().get(hash)).tests).toEqual(content.tests)
  expect(asked).toEqual([`/internal/test-sets/${hash}`])
  expect(tokens).toEqual(['secret-of-the-runner'])
})

test('two at a time share one fetch', async () => {
  const sets = testSets()
  await Promise.all([sets.get(hash), sets.get(hash)])
  expect(asked).toHaveLength(1)
})

test('where it can’t be kept it is given all the same', async () => {
  await writeFile(join(dir, 'file'), '')
  dir = join(dir, 'file')
  const sets = testSets()
  expect((await sets.get(hash)).tests).toEqual(content.tests)
  expect((await sets.get(hash)).tests).toEqual(content.tests)
  expect([asked.length, notKept.length]).toEqual([1, 1])
})

test('the next node is asked when one does not answer', async () => {
  expect((await testSets(['http://127.0.0.1:1', url]).get(hash)).hash).toBe(hash)
  await expect(testSets(['http://127.0.0.1:1']).get('0'.repeat(64))).rejects.toThrow('no api node')
})

test('what is not what its hash says is refused', async () => {
  await expect(testSets().get(otherHash)).rejects.toThrow(BadTestSetError)
  expect(await readdir(dir)).toEqual([])
})

test('a set of a kind of problem that this runner does not know is refused, and the kind is named', async () => {
  const refused = testSets().get(quizHash)
  await expect(refused).rejects.toThrow(BadTestSetError)
  await expect(refused).rejects.toThrow('this runner knows no problem of the kind quiz; it judges stdio, files, function')
  expect(await readdir(dir)).toEqual([])
})

test('a set that nobody has is told apart from nodes that are away', async () => {
  await expect(testSets().get('0'.repeat(64))).rejects.toThrow(BadTestSetError)
})

test('a spoiled file on disk is fetched anew', async () => {
  await writeFile(join(dir, `${hash}.json`), JSON.stringify({ ...content, hash }).replace('"2\\n"', '"3\\n"'))
  expect((await testSets().get(hash)).tests).toEqual(content.tests)
  expect(asked).toHaveLength(1)
})

test('the directory stays below its size', async () => {
  for (const name of ['a', 'b', 'c']) await writeFile(join(dir, `${name}.json`), 'x'.repeat(500))
  await testSets([url], 800).get(hash)
  expect(await readdir(dir)).toContain(`${hash}.json`)
  expect((await readdir(dir)).length).toBeLessThan(4)
})

test('a folder that others could read is closed at the start', async () => {
  await chmod(dir, 0o755)
  await testSets().closeFolder()
  expect((await stat(dir)).mode & 0o777).toBe(0o700)
  await rm(dir, { recursive: true })
  await testSets().closeFolder()
  expect((await stat(dir)).mode & 0o777).toBe(0o700)
})

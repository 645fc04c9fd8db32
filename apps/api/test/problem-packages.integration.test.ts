import { createHash, randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { problemListSchema, problemSchema, shownProblemSchema } from '@eduscale/contracts/problem'
import { runnerTokenHeader } from '@eduscale/contracts/judge'
import { canonicalTestSet, testSetSchema } from '@eduscale/contracts/test-set'
import { createDb, type Db } from '@eduscale/db'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pickProblem } from '../src/areas/arena/problem-choice/pick-problem'
import type { ProblemWish } from '../src/areas/arena/problem-choice/problem-pool.queries'
import { loadProblems } from '../src/areas/judge/problem/load-problems'

const problems = fileURLToPath(new URL('../../../problems', import.meta.url))
const runnerToken = 'a-token-for-this-test-alone'
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const own: Record<string, string | Buffer> = {
  'problem.yaml': 'problem_format_version: 2025-09\nname: Two Crates\nlanguages: [python3]\nlimits: {time_limit: 1, output: 2}\n',
  'statement/problem.en.tex': '\\problemname{Two Crates}\n\\illustration{0.4}{crates.png}{Both}\nAdd $a$ and $b$.\n',
  'statement/crates.png': png,
  'data/sample/1.in': '1 2\n',
  'data/sample/1.ans': '3\n',
  'data/secret/1.in': '5 6\n',
  'data/secret/1.ans': '11\n',
  'submissions/accepted/sum.py': 'print(sum(map(int, input().split())))\n',
  'eduscale.yaml': 'arena: false\nio: {input: crates.in}\n',
}

let platform: TestPlatform
let db: Db
let folder: string
let url: string

async function write(slug: string, files: Record<string, string | Buffer>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, slug, path)), { recursive: true })
    await writeFile(join(folder, slug, path), content)
  }
}
const get = async (path: string) => fetch(new URL(path, url))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'problems-'))
  platform = await startTestPlatform({ nodes: 1, runner: false, env: { RUNNER_TOKEN: runnerToken } })
  // No verdict is needed here: the platform is told that judging is possible.
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  url = platform.urls[0] ?? ''
  db = createDb({ url: platform.db.url, poolSize: 2, applicationName: 'test' })
  await write('two-crates', own)
  for (const slug of ['summit-telegraph', 'lonely-mittens', 'hedge-gossip', 'pigeon-in-the-rain']) {
    await cp(join(problems, slug), join(folder, slug), { recursive: true })
  }
  await loadProblems(db, folder)
}, 300_000)
afterAll(async () => {
  await db.$disconnect()
  await platform.stop()
  await rm(folder, { recursive: true })
})

test('a problem says how it is solved', async () => {
  const problem = problemSchema.parse(await (await get('/v1/problems/two-crates')).json())
  expect(problem).toMatchObject({
    title: 'Two Crates',
    io: 'files',
    files: { input: 'crates.in', output: null },
    signature: null,
    isScored: false,
    languages: ['python'],
    samples: [{ name: 'sample/1', input: '1 2\n', answer: '3\n' }],
  })
  const plain = problemSchema.parse(await (await get('/v1/problems/lonely-mittens')).json())
  expect(plain).toMatchObject({
    io: 'stdio',
    files: null,
    signature: null,
    isScored: false,
    points: null,
    maxPasses: 1,
    languages: null,
  })
  const scored = problemSchema.parse(await (await get('/v1/problems/hedge-gossip')).json())
  expect(scored).toMatchObject({ isScored: true, points: { max: 100, groups: 4 } })
  const twice = problemSchema.parse(await (await get('/v1/problems/pigeon-in-the-rain')).json())
  expect(twice).toMatchObject({ io: 'stdio', maxPasses: 2 })
})

test('code in another language is refused before anything is judged', async () => {
  const player = await TestPlayer.create(platform.urls)
  const submit = async (language: string) =>
    player.http('POST', '/v1/submissions', { cid: randomUUID(), slug: 'two-crates', language, code: 'x' })
  expect(await submit('cpp')).toMatchObject({ status: 400, body: { message: 'This problem can be solved in Python only.' } })
  expect(await submit('python')).toMatchObject({ status: 202 })
  player.leave()
})

test('an own input is refused where the judge talks to the program', async () => {
  const player = await TestPlayer.create(platform.urls)
  const run = async (slug: string, input: string | null) =>
    player.http('POST', '/v1/runs', { problem: { by: 'slug', slug }, language: 'python', code: 'x', input })
  expect(await run('summit-telegraph', '5')).toMatchObject({
    status: 400,
    body: { message: 'This problem talks to your program; run the samples instead.' },
  })
  expect(await run('summit-telegraph', null)).toMatchObject({ status: 202 })
  expect(await run('two-crates', '1 2')).toMatchObject({ status: 202 })
  player.leave()
})

test("the statement's picture is served as what it is, for ever, and can do nothing", async () => {
  const { statementHtml } = problemSchema.parse(await (await get('/v1/problems/two-crates')).json())
  const address = /<img src="([^"]+)"/.exec(statementHtml)?.[1] ?? ''
  const response = await get(address)
  expect(Buffer.from(await response.arrayBuffer()).equals(png)).toBe(true)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "sandbox; default-src 'none'",
  })
  expect((await get(`/v1/problem-assets/${'0'.repeat(64)}`)).status).toBe(404)
  expect((await get('/v1/problem-assets/..%2f..%2fpackage.json')).status).toBe(400)
})

test('of an interactive problem the protocols are shown, never input and answer', async () => {
  const problem = problemSchema.parse(await (await get('/v1/problems/summit-telegraph')).json())
  expect(problem).toMatchObject({ io: 'interactive', samples: [] })
  expect(problem.statementHtml).toContain('Sample interaction 2')
})

test('a runner gets the test set that the hash is of', async () => {
  const { testSetHash } = await db.problem.findUniqueOrThrow({ where: { slug: 'two-crates' } })
  const response = await fetch(new URL(`/internal/test-sets/${testSetHash}`, platform.nodes[0]?.internalUrl), {
    headers: { [runnerTokenHeader]: runnerToken },
  })
  const set = testSetSchema.parse(await response.json())
  expect(createHash('sha256').update(canonicalTestSet(set)).digest('hex')).toBe(testSetHash)
  expect(set).toMatchObject({
    io: { kind: 'files', input: 'crates.in', output: null },
    tests: [{ name: 'sample/1' }, { name: 'secret/1' }],
  })
})

test('no battle is fought over a problem that is not for the arena', async () => {
  const picked = new Set<string>()
  const wish: ProblemWish = { slug: null, difficulty: null, skills: [], languages: null, scoring: 'first-solve', isRanked: true }
  for (let n = 0; n < 20; n += 1) picked.add((await pickProblem(db, [], wish)).slug)
  expect([...picked]).toEqual(['lonely-mittens'])
})

test('a package that can not be judged rightly is not loaded, and is named', async () => {
  await write('bad-crates', { ...own, 'data/secret/1.yaml': 'args: [x]\n' })
  await expect(loadProblems(db, folder)).rejects.toThrow(
    /problem bad-crates: data\/secret\/1\.yaml: tests with command-line arguments/,
  )
  await rm(join(folder, 'bad-crates'), { recursive: true })
  await write('slow-crates', { ...own, 'problem.yaml': 'problem_format_version: 2025-09\nname: x\n' })
  await expect(loadProblems(db, folder)).rejects.toThrow(/problem slow-crates: no time limit/)
  await rm(join(folder, 'slow-crates'), { recursive: true })
})

test('a statement is told in the language that is asked for, with those that there are', async () => {
  const ask = async (slug: string, query: string) =>
    shownProblemSchema.parse(await (await get(`/v1/problems/${slug}${query}`)).json())
  const langs = ['en', 'pl', 'ru', 'uk']
  expect(await ask('lonely-mittens', '')).toMatchObject({ title: 'Lonely Mittens', lang: 'en', langs })
  const ukrainian = await ask('lonely-mittens', '?lang=uk')
  expect(ukrainian).toMatchObject({ title: 'Самотні рукавиці', lang: 'uk', langs })
  expect(ukrainian.statementHtml).toContain('Вхідні дані')
  expect(ukrainian).not.toHaveProperty('translations')
  expect(await ask('two-crates', '?lang=uk')).toMatchObject({ title: 'Two Crates', lang: 'en', langs: ['en'] })
  expect((await ask('summit-telegraph', '?lang=pl')).statementHtml).toContain('Przykład interakcji 2')
  expect((await get('/v1/problems/lonely-mittens?lang=de')).status).toBe(400)
  const list = async (query: string) => problemListSchema.parse(await (await get(`/v1/problems${query}`)).json()).problems
  expect(await list('?lang=ru')).toContainEqual(
    expect.objectContaining({ slug: 'lonely-mittens', title: 'Одинокие варежки', lang: 'ru' }),
  )
  expect(await list('?lang=ru')).toContainEqual(expect.objectContaining({ slug: 'two-crates', title: 'Two Crates', lang: 'en' }))
  expect(await list('')).toContainEqual(expect.objectContaining({ slug: 'lonely-mittens', title: 'Lonely Mittens', lang: 'en' }))
})

test('a language that a package no longer has is gone, too', async () => {
  const uk = { 'problem.yaml': `${String(own['problem.yaml'])}`.replace('Two Crates', '{en: Two Crates, uk: Два ящики}') }
  await write('two-crates', { ...own, ...uk, 'statement/problem.uk.md': 'Додайте.' })
  await loadProblems(db, folder)
  const ask = async () => shownProblemSchema.parse(await (await get('/v1/problems/two-crates?lang=uk')).json())
  expect(await ask()).toMatchObject({ title: 'Два ящики', lang: 'uk', langs: ['en', 'uk'] })
  await rm(join(folder, 'two-crates/statement/problem.uk.md'))
  await loadProblems(db, folder)
  expect(await ask()).toMatchObject({ title: 'Two Crates', lang: 'en', langs: ['en'] })
})

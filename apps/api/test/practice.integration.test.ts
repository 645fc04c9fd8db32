import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { submissionSchema, type Submission } from '@eduscale/contracts/submission'
import { readSubmission } from '@eduscale/testing/read-submission'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let platform: TestPlatform
let player: TestPlayer
const slug = 'lonely-mittens'

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: true })
  player = await TestPlayer.create(platform.urls)
  player.connection.reconnect()
  await until('the connection is there', () => player.connection.status === 'online')
}, 900_000)
afterAll(async () => {
  player.leave()
  await platform.stop()
})

/** Posts to one node and waits for the result on the socket, which is connected to another or the same. */
async function judged(path: string, body: unknown): Promise<Submission> {
  const queued = await player.http('POST', path, body, platform.urls[1])
  expect(queued.status).toBe(202)
  const id = String(queued.body['submissionId'])
  let done: Submission | undefined
  await until('it is judged', () => {
    for (const frame of player.runs) if (frame.kind === 'done' && frame.submission.id === id) done = frame.submission
    return done !== undefined
  })
  const stored = await player.http('GET', `/v1/submissions/${id}`)
  expect(submissionSchema.parse(stored.body)).toEqual(done)
  return submissionSchema.parse(done)
}

const submit = (language: string, code: string) => judged('/v1/submissions', { cid: randomUUID(), slug, language, code })
const run = (language: string, code: string, input: string | null) =>
  judged('/v1/runs', { problem: { by: 'slug', slug }, language, code, input })

describe('practice', () => {
  test('an accepted submission makes the problem solved', async () => {
    const submission = await submit('python', await readSubmission(slug, 'accepted'))
    expect(submission).toMatchObject({ verdict: 'AC', kind: 'practice' })
    expect(submission.tests).toHaveLength(submission.total)
    const { body } = await player.http('GET', '/v1/problems')
    const solved = (body['problems'] as { slug: string; isSolved: boolean }[]).filter((problem) => problem.isSolved)
    expect(solved.map((problem) => problem.slug)).toEqual([slug])
  })

  // PostgreSQL refuses a NUL in a text: without storable texts neither of them ever has a verdict.
  test('a program that prints a NUL gets its verdict, and shows a symbol in its place', async () => {
    const loud = 'import sys\nfor out in (sys.stdout, sys.stderr): out.buffer.write(b"a\\0b\\xed\\xa0\\x80c\\n")'
    const shown = expect.stringMatching(/^a\u{FFFD}b\u{FFFD}+c\n$/u)
    expect(await run('python', loud, '1\n')).toMatchObject({ tests: [{ stdout: shown, stderr: shown }] })
    const refused = await submit('python', loud)
    expect(refused.verdict).toBe('WA')
    expect(refused.tests[0]?.divergence?.actual).toContain('a\u{FFFD}b')
  })

  // Unanswered, it would break a slot for each try, and have no verdict for a minute.
  test('a program that makes its box wait behind a hundred burning children is late, and the next one is judged', async () => {
    const starving = await readFile(new URL('../../runner/test/hostile/starve-init.c', import.meta.url), 'utf8')
    expect(await run('c', starving, '1\n')).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'cpu' }] })
    expect(await submit('python', await readSubmission(slug, 'accepted'))).toMatchObject({ verdict: 'AC' })
  })

  test('some of the points of a scored problem do not make it solved, all of them do', async () => {
    const scored = 'hedge-gossip'
    const hand = async (kind: 'accepted' | 'partially_accepted') =>
      judged('/v1/submissions', {
        cid: randomUUID(),
        slug: scored,
        language: 'cpp',
        code: await readSubmission(scored, kind, '.cpp'),
      })
    const isSolved = async () => {
      const { body } = await player.http('GET', '/v1/problems')
      return (body['problems'] as { slug: string; isSolved: boolean }[]).find((problem) => problem.slug === scored)?.isSolved
    }
    expect(await hand('partially_accepted')).toMatchObject({ verdict: 'AC' })
    expect(await isSolved()).toBe(false)
    expect(await hand('accepted')).toMatchObject({ verdict: 'AC', score: 100 })
    expect(await isSolved()).toBe(true)
  })

  test('secret tests show a verdict and figures, nothing of their content', async () => {
    const submission = await submit('python', await readSubmission(slug, 'wrong_answer'))
    expect(submission.verdict).toBe('WA')
    const secret = submission.tests.filter((one) => !one.isSample)
    expect(secret.length).toBeGreaterThan(0)
    expect(secret.every((one) => one.stdout === null && one.stderr === null && one.divergence === null)).toBe(true)
  })

  test('a run shows every sample with output and the first difference', async () => {
    const submission = await run('python', 'print("nothing like it")', null)
    expect(submission.verdict).toBe('WA')
    expect(submission.tests[0]).toMatchObject({ isSample: true, stdout: 'nothing like it\n', divergence: { line: 1 } })
  })

  test('a run on an own input shows its output', async () => {
    const submission = await run('python', 'print(input()[::-1])', 'stressed')
    expect(submission.tests[0]?.stdout).toBe('desserts\n')
  })

  test.each([
    ['python', 'print('],
    ['cpp', 'int main( { }'],
    ['java', 'class A { int }'],
    ['javascript', 'let let = 1;;)'],
    ['typescript', 'const x: = 1'],
  ])('a compile error in %s says where', async (language, code) => {
    const submission = await submit(language, code)
    expect(submission.verdict).toBe('CE')
    expect(submission.compile?.output.length).toBeGreaterThan(0)
  })

  test('a crash shows its stderr and exit code', async () => {
    const submission = await run('python', 'raise ValueError("oh no")', null)
    expect(submission.tests[0]).toMatchObject({ verdict: 'RTE', exitCode: 1 })
    expect(submission.tests[0]?.stderr).toContain('oh no')
  })

  test('the same submission sent twice is one', async () => {
    const body = { cid: randomUUID(), slug, language: 'python', code: 'print(1)' }
    const answers = await Promise.all([0, 1].map((node) => player.http('POST', '/v1/submissions', body, platform.urls[node])))
    const ids = answers.map((answer) => answer.body['submissionId']).filter((id) => id !== undefined)
    expect(new Set(ids).size).toBe(1)
    expect(await platform.db.query('SELECT 1 FROM submission WHERE cid = $1', [body.cid])).toHaveLength(1)
  })
})

import { randomUUID } from 'node:crypto'
import { submissionSchema } from '@eduscale/contracts/submission'
import { readSubmission } from '@eduscale/testing/read-submission'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let platform: TestPlatform
const slug = 'lonely-mittens'
const endless = 'while True: pass'

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: true, env: { SLOTS: '1' } })
}, 900_000)
afterAll(() => platform.stop())

async function submit(player: TestPlayer, code: string): Promise<string> {
  const { status, body } = await player.http('POST', '/v1/submissions', { cid: randomUUID(), slug, language: 'python', code })
  expect(status).toBe(202)
  return String(body['submissionId'])
}
const look = async (player: TestPlayer, id: string) =>
  submissionSchema.parse((await player.http('GET', `/v1/submissions/${id}`)).body)
const judged = async (player: TestPlayer, id: string) => {
  await until('it is judged', async () => (await look(player, id)).verdict !== null, 60_000)
  return look(player, id)
}

describe('cancelling', () => {
  test('a submission that runs and one that waits end as not run, and what comes after is judged', async () => {
    const player = await TestPlayer.create(platform.urls)
    const ids = [await submit(player, endless), await submit(player, endless)]
    for (const id of ids.toReversed()) {
      const { status, body } = await player.http('POST', `/v1/submissions/${id}/cancel`, undefined, platform.urls[1])
      expect(status).toBe(200)
      expect(submissionSchema.parse(body)).toMatchObject({ verdict: 'SKIPPED', ahead: null })
    }
    const next = await submit(player, await readSubmission(slug, 'accepted'))
    expect(await judged(player, next)).toMatchObject({ verdict: 'AC' })
    for (const id of ids) expect(await look(player, id)).toMatchObject({ verdict: 'SKIPPED' })
  })

  test('of a verdict and a withdrawal the first stays, and both tell the same story', async () => {
    const player = await TestPlayer.create(platform.urls)
    const code = await readSubmission(slug, 'accepted')
    const seen = new Set<string | null>()
    for (const waitMs of [0, 100, 200, 300, 400, 600, 900]) {
      const id = await submit(player, code)
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      const { body } = await player.http('POST', `/v1/submissions/${id}/cancel`)
      const { verdict } = submissionSchema.parse(body)
      expect(['AC', 'SKIPPED']).toContain(verdict)
      seen.add(verdict)
      const after = await submit(player, code)
      expect(await judged(player, after)).toMatchObject({ verdict: 'AC' })
      expect((await look(player, id)).verdict).toBe(verdict)
    }
    expect(seen).toContain('SKIPPED')
  })

  test('one that is judged stays judged; nobody else’s and no battle’s can be cancelled', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
    const ack = await host.submit(battleId, endless)
    expect(ack.ok).toBe(true)
    const [row] = await platform.db.query<{ id: string }>(`SELECT id FROM submission WHERE battle_id = $1`, [battleId])
    const refused = await host.http('POST', `/v1/submissions/${row?.id}/cancel`)
    expect(refused).toMatchObject({ status: 409, body: { code: 'wrong-state' } })
    // Somebody else, since the battle may be about this problem.
    const other = await TestPlayer.create(platform.urls)
    const id = await submit(other, await readSubmission(slug, 'accepted'))
    expect((await host.http('POST', `/v1/submissions/${id}/cancel`)).status).toBe(404)
    await judged(other, id)
    expect((await other.http('POST', `/v1/submissions/${id}/cancel`)).body).toMatchObject({ verdict: 'AC' })
    host.leave()
    friend.leave()
  })
})

describe('the place in the queue', () => {
  test('counts what is served before, by priority and time, and falls as those are judged', async () => {
    const player = await TestPlayer.create(platform.urls)
    const blocked = await submit(player, endless)
    // Nothing is judged until it goes on.
    platform.runner()?.signal('SIGSTOP')
    const [first, second] = [await submit(player, 'print(1)'), await submit(player, 'print(2)')]
    const ran = await player.http('POST', '/v1/runs', {
      problem: { by: 'slug', slug },
      language: 'python',
      code: 'print(1)',
      input: 'x',
    })
    // Runs and submissions take turns.
    expect(ran.body).toMatchObject({ ahead: 1 })
    expect((await look(player, first)).ahead).toBe(2)
    expect((await look(player, second)).ahead).toBe(3)
    const more = await TestPlayer.create(platform.urls)
    const late = await submit(more, 'print(3)')
    // Guests of one address are one person, and among them everybody's first goes before anybody's second.
    expect((await look(more, late)).ahead).toBe(2)
    expect((await look(player, second)).ahead).toBe(4)
    expect((await look(player, String(ran.body['submissionId']))).ahead).toBe(1)
    platform.runner()?.signal('SIGCONT')
    await player.http('POST', `/v1/submissions/${blocked}/cancel`)
    await until('it moves up', async () => ((await look(more, late)).ahead ?? 0) < 2)
    for (const id of [first, second]) await judged(player, id)
    expect((await judged(more, late)).ahead).toBe(null)
  })

  test('a full queue is said, with the place one would have, and nobody else’s flood fills it', async () => {
    const player = await TestPlayer.create(platform.urls)
    const other = await TestPlayer.create(platform.urls)
    const fill = (address: string, fedAt: string) =>
      platform.db.query(
        `INSERT INTO submission (id, kind, user_id, cid, problem_slug, language, code, queued_at, fed_at, guest_address)
         SELECT gen_random_uuid(), 'practice', $1, gen_random_uuid(), $2, 'python', 'print(1)', now() + interval '1 hour', ${fedAt}, ${address}
         FROM generate_series(1, 2000) AS n`,
        [other.user.id, slug],
      )
    const send = () => player.http('POST', '/v1/submissions', { cid: randomUUID(), slug, language: 'python', code: 'print(1)' })
    await fill("'one and the same'", 'NULL')
    expect((await send()).status).toBe(202)
    await fill('n::text', 'now()')
    const { status, body } = await send()
    await platform.db.query(`DELETE FROM submission WHERE user_id = $1`, [other.user.id])
    expect(body).toMatchObject({ code: 'queue-full', data: { ahead: expect.any(Number) } })
    expect(status).toBe(503)
  })
})

test('files beside the code are judged with it, bounded, and shown again', async () => {
  const player = await TestPlayer.create(platform.urls)
  const body = (files: object[]) => ({ cid: randomUUID(), slug, language: 'python', code: 'import answer\nanswer.say()', files })
  const queued = await player.http(
    'POST',
    '/v1/submissions',
    body([{ name: 'answer.py', text: 'def say(): print(input()[::-1])' }]),
  )
  const submission = await judged(player, String(queued.body['submissionId']))
  expect(submission.files).toEqual([{ name: 'answer.py', text: 'def say(): print(input()[::-1])' }])
  // It ran: an import that fails would be a run-time error.
  expect(submission.verdict).toBe('WA')
  const refused: [object[], number][] = [
    [[{ name: '../x', text: '' }], 400],
    [['a.py', 'A.py'].map((name) => ({ name, text: '' })), 400],
    [Array.from({ length: 3 }, (_, index) => ({ name: `${index}.py`, text: '#'.repeat(60 * 1024) })), 413],
  ]
  for (const [files, status] of refused) {
    expect((await player.http('POST', '/v1/submissions', body(files))).status).toBe(status)
  }
})

test('runners, slots and what waits are known; a runner that falls silent is lost, one that leaves is not', async () => {
  const status = async () =>
    (await (await fetch(`${platform.urls[0]}/v1/status`)).json()) as { capacity: { runners: number; slots: number } }
  const lost = async () => {
    const texts = await Promise.all(platform.nodes.map(async ({ internalUrl }) => (await fetch(`${internalUrl}/metrics`)).text()))
    return texts.reduce((sum, text) => sum + Number(/judge_runners_lost_total\{.*\} (\d+)/.exec(text)?.[1] ?? 0), 0)
  }
  expect((await status()).capacity).toMatchObject({ runners: 1, slots: 1 })
  const second = await platform.startRunner()
  await until('both are known', async () => (await status()).capacity.runners === 2)
  await second.stop()
  await until('one has left', async () => (await status()).capacity.runners === 1)
  expect(await lost()).toBe(0)
  const third = await platform.startRunner()
  await until('both are known', async () => (await status()).capacity.runners === 2)
  third.signal('SIGKILL')
  await until('one is lost', async () => (await status()).capacity.runners === 1)
  await until('that is counted once', async () => (await lost()) === 1)
})

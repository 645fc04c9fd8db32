import { createDb } from '@eduscale/db'
import { readSubmission } from '@eduscale/testing/read-submission'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pruneRuns } from '../src/areas/judge/judging/retention.queries'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: true })
}, 900_000)
afterAll(() => platform.stop())

describe('a battle over two nodes', () => {
  test('from the invitation to the rating', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const [seenByHost, seenByFriend] = [host, friend].map((player) => player.room(battleId).state.view)
    expect(seenByHost?.problem?.slug).toBe(seenByFriend?.problem?.slug)
    expect(seenByHost?.startsAt).toBe(seenByFriend?.startsAt)
    const slug = seenByHost?.problem?.slug ?? ''

    await friend.submit(battleId, await readSubmission(slug, 'wrong_answer'))
    await host.sees(battleId, "the friend's wrong answer", (view) => view.players[1]?.submissions[0]?.verdict === 'WA')
    const ack = await host.submit(battleId, await readSubmission(slug, 'accepted'))
    expect(ack.ok).toBe(true)

    const views = await Promise.all(
      [host, friend].map((player) => player.sees(battleId, 'the end', (view) => view.state === 'FINISHED')),
    )
    for (const view of views) {
      expect(view.result).toMatchObject({ kind: 'finished', reason: 'accepted', winnerId: host.user.id })
      expect(view.result?.endedAt).toBe(view.players[0]?.submissions[0]?.receivedAt)
      expect(view.result?.ratings.map((rating) => Math.sign(rating.after - rating.before))).toEqual([1, -1])
    }
    const rows = await platform.db.query<{ rating: number; battles: number }>(
      'SELECT rating, battles FROM rating WHERE user_id = ANY($1) ORDER BY rating DESC',
      [[host.user.id, friend.user.id]],
    )
    expect(rows.map((row) => row.battles)).toEqual([1, 1])
    expect(rows[0]?.rating).toBeGreaterThan(1500)

    // The log is dense, and both clients have applied all of it.
    const log = await platform.db.query<{ seq: number }>('SELECT seq FROM battle_event WHERE battle_id = $1 ORDER BY seq', [
      battleId,
    ])
    expect(log.map((row) => row.seq)).toEqual(log.map((_row, index) => index + 1))
    expect(views.map((view) => view.seq)).toEqual([log.length, log.length])
    host.leave()
    friend.leave()
  })

  test('the opponent gets counts while a submission is judged, and never its content', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const seen: unknown[] = []
    friend.room(battleId).subscribe({ onEphemeral: (frame) => seen.push(frame) })
    const slug = host.room(battleId).state.view?.problem?.slug ?? ''
    await host.submit(battleId, await readSubmission(slug, 'accepted'))
    await friend.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
    const steps = host.runs.flatMap((frame) =>
      frame.kind === 'progress' && frame.progress.step === 'test' ? [frame.progress] : [],
    )
    expect(steps.length).toBeGreaterThan(10)
    expect(seen.filter((frame) => JSON.stringify(frame).includes('"progress"')).length).toBeGreaterThan(0)
    expect(friend.runs).toEqual([])
    expect(JSON.stringify(seen)).not.toContain('stdout')
    const secret = steps.filter((step) => !step.test.isSample)
    expect(secret.length).toBeGreaterThan(0)
    expect(secret.every((step) => step.test.stdout === null && step.test.divergence === null)).toBe(true)
    host.leave()
    friend.leave()
  })

  test('a language that the problem is not solved in is refused, and the battle goes on', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const slug = host.room(battleId).state.view?.problem?.slug ?? ''
    await platform.db.query("UPDATE problem SET languages = '{python}' WHERE slug = $1", [slug])
    try {
      const refused = await host.submit(battleId, 'int main() {}', 'cpp')
      expect(refused).toMatchObject({
        ok: false,
        err: { code: 'bad-request', message: 'This problem can be solved in Python only.' },
      })
      expect(await friend.submit(battleId, await readSubmission(slug, 'accepted'))).toMatchObject({ ok: true })
      const view = await host.sees(battleId, 'the end', ({ state }) => state === 'FINISHED')
      expect(view.players.map(({ submissions }) => submissions.length)).toEqual([0, 1])
      expect(view.result).toMatchObject({ reason: 'accepted', winnerId: friend.user.id })
    } finally {
      await platform.db.query("UPDATE problem SET languages = '{}' WHERE slug = $1", [slug])
    }
    host.leave()
    friend.leave()
  })

  test('a client that was away gets exactly what it missed', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    friend.leave()
    const slug = host.room(battleId).state.view?.problem?.slug ?? ''
    await host.submit(battleId, await readSubmission(slug, 'wrong_answer'))
    await host.sees(battleId, 'the verdict', (view) => view.players[0]?.submissions[0]?.verdict === 'WA')
    const returned = await friend.enter(battleId)
    expect(returned.state.view).toEqual(host.room(battleId).state.view)
    await friend.command(battleId, { t: 'battle:resign', d: {} })
    await host.sees(battleId, 'the resignation', (view) => view.result?.reason === 'resigned')
    host.leave()
    friend.leave()
  })

  test('typing and drafts are kept, and the replay has them after the end only', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const slug = host.room(battleId).state.view?.problem?.slug ?? ''
    const op = { atMs: 5, change: { text: 'print(1)' }, by: 'paste' }
    host.room(battleId).sendEdits({ language: 'python', ops: [op] })
    host.room(battleId).sendEdits({ language: 'python', ops: [{ atMs: 90_000_000, change: [8, [0, '', 'x']] }] })
    await until('the typing is stored', () => host.room(battleId).unsentEdits === 0)
    expect((await host.http('PUT', `/v1/drafts/${slug}/python`, { code: 'print(1)\nx' })).status).toBe(200)
    expect((await host.http('GET', `/v1/drafts/${slug}/python`, undefined, platform.urls[1])).body['code']).toBe('print(1)\nx')

    for (const path of ['replay', `programs?players=${host.user.id}`])
      expect((await friend.http('GET', `/v1/battles/${battleId}/${path}`)).status).toBe(409)
    await host.command(battleId, { t: 'battle:resign', d: {} })
    const replay = await friend.http('GET', `/v1/battles/${battleId}/replay`)
    expect(replay.status).toBe(200)
    // A result page needs no more than the programs: of nobody who submitted, as they were last typed.
    const programs = await friend.http('GET', `/v1/battles/${battleId}/programs?players=${host.user.id},${friend.user.id}`)
    expect(programs.body['programs']).toEqual([
      { userId: host.user.id, program: { submissionId: null, language: 'python', code: 'print(1)\nx' } },
      { userId: friend.user.id, program: null },
    ])
    // Nothing comes any more: whoever has the replay isn't sent it again.
    await platform.db.query("UPDATE battle SET ended_at = ended_at - interval '6 minutes' WHERE id = $1", [battleId])
    const ask = (etag: string) =>
      fetch(`${platform.urls[0]}/v1/battles/${battleId}/replay`, { headers: etag === '' ? {} : { 'if-none-match': etag } })
    const first = await ask('')
    const etag = first.headers.get('etag') ?? ''
    expect(await first.json()).toMatchObject({ view: { id: battleId } })
    expect((await ask(etag)).status).toBe(304)
    expect((await ask('"another"')).status).toBe(200)
    const [hostTyping] = replay.body['players'] as { edits: { n: number; ops: { atMs: number }[] }[] }[]
    expect(hostTyping?.edits.map((edit) => edit.n)).toEqual([1, 2])
    // A claim to have typed in the future is cut to the server's time.
    expect(hostTyping?.edits[1]?.ops[0]?.atMs).toBeLessThan(120_000)
    host.leave()
    friend.leave()
  })

  // After 80 minutes it stopped, and nobody was told.
  test('typing without a pause is recorded to the end of the longest battle, and no further', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const type = (n: number, text: string) => {
      const batch = { n, language: 'python', ops: [{ atMs: 5, change: { text } }] }
      return host.connection.request('edit', { b: battleId, batch })
    }
    const threeHours = 180 * 60 * 4
    for (const n of [20_001, threeHours]) expect(await type(n, `at ${n}`)).toEqual({ ok: true, n })
    expect(await type(2 * threeHours + 1, 'more')).toMatchObject({ err: { code: 'bad-request' } })
    await host.command(battleId, { t: 'battle:resign', d: {} })
    const { body } = await friend.http('GET', `/v1/battles/${battleId}/programs?players=${host.user.id}`)
    expect(body['programs']).toMatchObject([{ program: { code: `at ${threeHours}` } }])
    const [typing] = (await friend.http('GET', `/v1/battles/${battleId}/replay`)).body['players'] as { edits: { n: number }[] }[]
    expect(typing?.edits.map(({ n }) => n)).toEqual([20_001, threeHours])
    for (const player of [host, friend]) player.leave()
  })

  test('a replay has the runs that were made before its end, and nobody sees them earlier', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const slug = host.room(battleId).state.view?.problem?.slug ?? ''
    const run = async (player: TestPlayer, kind: 'accepted' | 'wrong', input: string | null) => {
      // A problem's own wrong answers may be right on its samples.
      const code = kind === 'wrong' ? 'print("nothing of the kind")' : await readSubmission(slug, kind)
      const body = { language: 'python', code, input, problem: { by: 'battle', battleId } }
      const { status, body: queued } = await player.http('POST', '/v1/runs', body)
      return status === 202 ? String(queued['submissionId']) : status
    }
    const runs = [await run(host, 'wrong', null), await run(host, 'accepted', null), await run(host, 'accepted', '1')]
    await until('all have a verdict', async () => {
      const rows = await platform.db.query('SELECT 1 FROM submission WHERE battle_id = $1 AND verdict IS NOT NULL', [battleId])
      return rows.length === runs.length
    })
    expect((await friend.http('GET', `/v1/submissions/${runs[0]}`)).status).toBe(404)
    expect((await friend.http('GET', `/v1/battles/${battleId}/replay`)).status).toBe(409)
    const stranger = await TestPlayer.create(platform.urls)
    expect(await run(stranger, 'accepted', null)).toBe(403)
    expect(JSON.stringify(friend.room(battleId).state.view)).not.toContain(String(runs[0]))

    await host.command(battleId, { t: 'battle:resign', d: {} })
    await friend.sees(battleId, 'the end', ({ state }) => state === 'FINISHED')
    // The page is still open, and its code still runs; of the battle that is no part any more.
    expect(typeof (await run(host, 'accepted', null))).toBe('string')
    const runsOf = async () => {
      const { body } = await friend.http('GET', `/v1/battles/${battleId}/replay`)
      return (body['players'] as { runs: { id: string; on: string; verdict: string }[] }[]).map((player) => player.runs)
    }
    const shown = [
      { id: runs[0], on: 'samples', verdict: 'WA' },
      { id: runs[1], on: 'samples', verdict: 'AC' },
      { id: runs[2], on: 'own-input' },
    ]
    expect(await runsOf()).toMatchObject([shown, []])

    // What is kept for longer than a day is that they were made, without their text.
    await platform.db.query(
      `UPDATE battle SET starts_at = starts_at - interval '2 days', ended_at = ended_at - interval '2 days' WHERE id = $1`,
      [battleId],
    )
    await platform.db.query(`UPDATE submission SET recv_at = recv_at - interval '2 days' WHERE battle_id = $1`, [battleId])
    const db = createDb({ url: platform.db.url, poolSize: 1, applicationName: 'test' })
    await pruneRuns(db)
    await db.$disconnect()
    expect(await runsOf()).toMatchObject([shown, []])
    const kept = await platform.db.query(
      `SELECT DISTINCT code, input, result FROM submission WHERE battle_id = $1 ORDER BY input`,
      [battleId],
    )
    expect(kept).toEqual([
      { code: '', input: '', result: null },
      { code: '', input: null, result: null },
    ])
    host.leave()
    friend.leave()
  })

  test('a player who stays away is gone, sees a countdown, and is back in time', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    friend.leave()
    const view = await host.sees(battleId, 'that the friend is gone', (seen) => seen.players[1]?.forfeitAt !== null)
    expect(Date.parse(view.players[1]?.forfeitAt ?? '')).toBeGreaterThan(Date.now())
    await friend.enter(battleId)
    await host.sees(battleId, 'that the friend is back', (seen) => seen.players[1]?.forfeitAt === null)
    friend.leave()
    await host.sees(battleId, 'that the friend is gone again', (seen) => seen.players[1]?.forfeitAt !== null)
    await platform.db.query('UPDATE battle_player SET forfeit_at = now() WHERE battle_id = $1 AND forfeit_at IS NOT NULL', [
      battleId,
    ])
    await platform.db.query("UPDATE battle_timer SET fire_at = now() WHERE battle_id = $1 AND kind LIKE 'forfeit:%'", [battleId])
    await host.sees(battleId, 'the forfeit', (seen) => seen.result?.reason === 'forfeit' && seen.result.winnerId === host.user.id)
    host.leave()
  })

  test('somebody with tabs on two nodes who closes one is still there; closing the other shows', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const otherTab = friend.inAnotherTab(platform.urls)
    await otherTab.enter(battleId)
    const presence: boolean[] = []
    host.room(battleId).subscribe({
      onEphemeral: (frame) => {
        if (frame.t === 'presence' && frame.from === friend.user.id) presence.push(frame.d.isPresent)
      },
    })
    friend.leave()
    const left = new Date()
    // By then the node of the closed tab has looked whether anybody else holds the player.
    await until('renewals have passed', async () => {
      const [row] = await platform.db.query<{ passed: boolean }>(
        "SELECT seen_at > $3::timestamptz + interval '5 seconds' AS passed FROM battle_player WHERE battle_id = $1 AND user_id = $2",
        [battleId, friend.user.id, left],
      )
      return row?.passed ?? false
    })
    expect(presence).not.toContain(false)
    otherTab.leave()
    await until('the host is told', () => presence.includes(false))
    host.leave()
  })

  test('declining and not showing up each have an outcome', async () => {
    const host = await TestPlayer.create(platform.urls)
    const friend = await TestPlayer.create(platform.urls)
    for (const how of ['declined', 'no-show'] as const) {
      const invite = await host.http('POST', '/v1/invites', { difficulty: null, limitMinutes: 5, isRanked: false })
      const joined = await friend.http('POST', `/v1/invites/${String(invite.body['id'])}/join`)
      const battleId = String(joined.body['battleId'])
      await host.enter(battleId)
      if (how === 'declined') {
        await friend.enter(battleId)
        await friend.command(battleId, { t: 'battle:decline', d: {} })
      } else {
        await host.command(battleId, { t: 'battle:ready', d: {} })
        await platform.db.query("UPDATE battle_timer SET fire_at = now() WHERE battle_id = $1 AND kind = 'ready-deadline'", [
          battleId,
        ])
      }
      const view = await host.sees(battleId, how, (seen) => seen.state === 'ABORTED')
      expect(view.result).toMatchObject({ kind: 'aborted', reason: how, userId: friend.user.id })
    }
    host.leave()
    friend.leave()
  })

  test('the time limit ends a battle in a draw', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    await platform.db.query('UPDATE battle SET ends_at = now() WHERE id = $1', [battleId])
    await platform.db.query("UPDATE battle_timer SET fire_at = now() WHERE battle_id = $1 AND kind = 'end'", [battleId])
    const view = await friend.sees(battleId, 'the end', (seen) => seen.state === 'FINISHED')
    expect(view.result).toMatchObject({ reason: 'time', winnerId: null })
    host.leave()
    friend.leave()
  })
})

describe('finding an opponent', () => {
  test('two who wait are paired once, and told', async () => {
    const players = await Promise.all([0, 1].map(() => TestPlayer.create(platform.urls)))
    for (const player of players) player.connection.reconnect()
    await until('both are connected', () => players.every((player) => player.connection.status === 'online'))
    await Promise.all(players.map((player) => player.http('POST', '/v1/tickets', { difficulty: 'easy', language: 'python' })))
    await until('both were told', () => players.every((player) => player.notices.some((notice) => notice.t === 'match:found')))
    const battleIds = players.map((player) => player.notices.find((notice) => notice.t === 'match:found')?.d)
    expect(battleIds[0]).toEqual(battleIds[1])
    const again = await players[0]?.http('POST', '/v1/tickets', { difficulty: null, language: null })
    expect(again).toMatchObject({ status: 409, body: { code: 'already-playing' } })
    for (const player of players) player.leave()
  })

  test('one ticket a person, and cancelling gives it up', async () => {
    const player = await TestPlayer.create(platform.urls)
    const ticket = { difficulty: 'hard', language: null }
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => player.http('POST', '/v1/tickets', ticket, platform.urls[index % 2])),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer.body['code'] === 'already-queued')).toHaveLength(7)
    await player.http('DELETE', '/v1/tickets/current')
    expect((await player.http('GET', '/v1/tickets/current')).body['state']).toBe('cancelled')
  })

  test('thirty who wait make fifteen battles, however many matchers there are', async () => {
    const players = await Promise.all(Array.from({ length: 30 }, () => TestPlayer.create(platform.urls)))
    await Promise.all(players.map((player) => player.http('POST', '/v1/tickets', { difficulty: 'medium', language: null })))
    const ids = players.map((player) => player.user.id)
    await until('all are paired', async () => {
      const rows = await platform.db.query('SELECT 1 FROM battle_player WHERE user_id = ANY($1)', [ids])
      return rows.length >= 30
    })
    const rows = await platform.db.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM battle_player WHERE user_id = ANY($1) GROUP BY battle_id',
      [ids],
    )
    expect(rows.map((row) => row.n)).toEqual(Array.from({ length: 15 }, () => 2))
  })
})

describe('the bot', () => {
  test('plays over the same socket, types, and is judged like anybody; nobody is rated', async () => {
    const bot = await platform.startBot(60)
    const player = await TestPlayer.create(platform.urls)
    const opened = await player.http('POST', '/v1/bot-battles', { difficulty: 'easy', limitMinutes: 10 })
    const battleId = String(opened.body['battleId'])
    await player.enter(battleId)
    await player.command(battleId, { t: 'battle:ready', d: {} })
    const view = await player.sees(battleId, 'that the bot wins', (seen) => seen.state === 'FINISHED', 90_000)
    expect(view.players[1]?.user.kind).toBe('bot')
    expect(view.result).toMatchObject({ reason: 'accepted', winnerId: view.players[1]?.user.id, ratings: [] })
    const typed = await platform.db.query('SELECT 1 FROM battle_edit WHERE battle_id = $1', [battleId])
    expect(typed.length).toBeGreaterThan(3)
    await bot.stop()
    await platform.db.query(`UPDATE "user" SET seen_at = seen_at - interval '1 minute' WHERE kind = 'bot'`)
    const again = await player.command(battleId, { t: 'battle:rematch', d: {} })
    expect(again).toMatchObject({ ok: false, err: { code: 'bot-away' } })
    player.leave()
  })

  test('that went away is not played against', async () => {
    const bot = await platform.startBot(1)
    await bot.stop()
    await platform.db.query(`UPDATE "user" SET seen_at = seen_at - interval '1 minute' WHERE kind = 'bot'`)
    const player = await TestPlayer.create(platform.urls)
    const opened = await player.http('POST', '/v1/bot-battles', { difficulty: 'easy', limitMinutes: 10 })
    expect(opened).toMatchObject({ status: 503, body: { code: 'bot-away' } })
  })
})

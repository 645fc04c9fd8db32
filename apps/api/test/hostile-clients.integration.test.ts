import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { programsSchema } from '@eduscale/contracts/battle'
import { addresses } from '@eduscale/contracts/routes/addresses'
import { type EditBatch } from '@eduscale/contracts/typing'
import { scriptedProgram } from '@eduscale/testing/scripted-runner'
import { openRoom, startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** What one client does wrong, or on purpose, is nobody else's loss, and breaks nothing that was promised. */
let platform: TestPlatform
const sockets: Socket[] = []

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: 'scripted' })
}, 300_000)
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await platform.stop()
})

/** A socket without our client's good manners. */
async function rawSocket(player: TestPlayer, namespace = '/'): Promise<Socket> {
  const socket = io(`${platform.urls[0]}${namespace}`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token: player.token },
  })
  sockets.push(socket)
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return socket
}

const typed = (n: number, text: string): EditBatch => ({ n, language: 'python', ops: [{ atMs: 0, change: { text } }] })

async function typingOf(player: TestPlayer, battleId: string): Promise<unknown[]> {
  const rows = await platform.db.query<{ change: unknown }>(
    "SELECT ops->0->'change' AS change FROM battle_edit WHERE battle_id = $1 AND user_id = $2 ORDER BY n",
    [battleId, player.user.id],
  )
  return rows.map(({ change }) => change)
}

async function finishedDuel() {
  const duel = await startDuel(platform.urls)
  await duel.host.submit(duel.battleId, scriptedProgram({ verdict: 'AC', afterMs: 0 }))
  await duel.friend.sees(duel.battleId, 'the end', (view) => view.state === 'FINISHED')
  return duel
}

describe('typing', () => {
  test('a NUL or half a character is kept as one that can be, and takes no other’s typing with it', async () => {
    const one = await startDuel(platform.urls)
    const other = await startDuel(platform.urls)
    const [bad, good] = [await rawSocket(one.host), await rawSocket(other.host)]
    await bad.emitWithAck('join', { b: one.battleId, from: null })
    await good.emitWithAck('join', { b: other.battleId, from: null })
    const answers = await Promise.all([
      bad.emitWithAck('edit', { b: one.battleId, batch: typed(1, 'a\0b') }),
      bad.emitWithAck('edit', { b: one.battleId, batch: typed(2, 'c\uD800d') }),
      good.emitWithAck('edit', { b: other.battleId, batch: typed(1, 'fine') }),
    ])
    expect(answers).toEqual([
      { ok: true, n: 1 },
      { ok: true, n: 2 },
      { ok: true, n: 1 },
    ])
    expect(await typingOf(one.host, one.battleId)).toEqual([{ text: 'a\uFFFDb' }, { text: 'c\uFFFDd' }])
    expect(await typingOf(other.host, other.battleId)).toEqual([{ text: 'fine' }])
    for (const { host, friend } of [one, other]) for (const player of [host, friend]) player.leave()
  })

  test('nothing is added long after the end, and nobody sends more than anybody types', async () => {
    const { battleId, host, friend } = await finishedDuel()
    const socket = await rawSocket(host)
    await socket.emitWithAck('join', { b: battleId, from: null })
    expect(await socket.emitWithAck('edit', { b: battleId, batch: typed(1, 'just now') })).toMatchObject({ ok: true })
    await platform.db.query(
      "UPDATE battle SET starts_at = now() - interval '9 minutes', ended_at = now() - interval '4 minutes' WHERE id = $1",
      [battleId],
    )
    expect(await socket.emitWithAck('edit', { b: battleId, batch: typed(2, 'back from a tunnel') })).toMatchObject({ ok: true })
    await platform.db.query("UPDATE battle SET ended_at = now() - interval '6 minutes' WHERE id = $1", [battleId])
    expect(await socket.emitWithAck('edit', { b: battleId, batch: typed(3, 'much later') })).toMatchObject({ ok: true })
    expect(await typingOf(host, battleId)).toEqual([{ text: 'just now' }, { text: 'back from a tunnel' }])
    const large = 'x'.repeat(120_000)
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => socket.emitWithAck('edit', { b: battleId, batch: typed(4 + index, large) })),
    )
    expect(answers.filter((answer) => (answer as { ok: boolean }).ok).length).toBeLessThan(10)
    expect(answers.at(-1)).toMatchObject({ ok: false, err: { code: 'rate-limited' } })
    host.leave()
    friend.leave()
  })

  test('what comes after the end fills no gap, is dated back before nothing, was not typed since, and is told as late', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const beganAt = Date.now()
    const socket = await rawSocket(host)
    await socket.emitWithAck('join', { b: battleId, from: null })
    const send = (n: number, ...ops: unknown[]) =>
      socket.emitWithAck('edit', { b: battleId, batch: { n, language: 'python', ops } })
    await send(1, { atMs: 100, change: null, by: 'blur' })
    await send(3, { atMs: 150, change: { text: 'honest' } })
    await friend.command(battleId, { t: 'battle:resign', d: {} })
    // A battle of 300 ms that ended a minute ago: later than 2.3 s nothing of it was typed.
    await platform.db.query(
      `UPDATE battle SET ended_at = ended_at - interval '1 minute', starts_at = ended_at - interval '60.3 seconds' WHERE id = $1`,
      [battleId],
    )
    await platform.db.query(`UPDATE battle_edit SET at = at - interval '1 minute' WHERE battle_id = $1`, [battleId])
    await until('a second has passed', () => Date.now() - beganAt > 1_500)
    await send(2, { atMs: 101, change: { text: 'into the gap' } })
    await send(4, { atMs: 120, change: { text: 'dated back' } }, { atMs: 3_300, change: { text: 'typed since' } })
    await send(5, { atMs: 3_300, change: { text: 'typed since' } })
    expect(await typingOf(host, battleId)).toEqual([null, { text: 'honest' }, { text: 'dated back' }])
    const [player] = await platform.db.query<{ at: number }>(
      "SELECT (ops->0->>'atMs')::int AS at FROM battle_edit WHERE battle_id = $1 AND n = 4",
      [battleId],
    )
    expect(player?.at).toBe(150)
    const replay = await host.api.call(addresses.getReplay, { params: { id: battleId } })
    expect(replay.players.find(({ userId }) => userId === host.user.id)?.signals).toEqual([
      { atMs: 150, kind: 'late', size: 'dated back'.length },
    ])
    host.leave()
    friend.leave()
  })

  test('a batch that is too large is refused, and the connection goes on', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const socket = await rawSocket(host)
    const losses: string[] = []
    socket.on('disconnect', (reason) => losses.push(reason))
    await socket.emitWithAck('join', { b: battleId, from: null })
    const tooLarge = { b: battleId, batch: typed(1, 'x'.repeat(285_000)) }
    expect(await socket.timeout(10_000).emitWithAck('edit', tooLarge)).toMatchObject({ ok: false, err: { code: 'too-large' } })
    expect(await socket.timeout(10_000).emitWithAck('edit', { b: battleId, batch: typed(1, 'x') })).toEqual({ ok: true, n: 1 })
    expect(losses).toEqual([])
    host.leave()
    friend.leave()
  })

  test('a change that goes back, or of very many places, is refused: each would be paid by every reader', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const socket = await rawSocket(host)
    await socket.emitWithAck('join', { b: battleId, from: null })
    const send = async (n: number, change: unknown): Promise<unknown> => {
      const batch = { n, language: 'python', ops: [{ atMs: 0, change }] }
      return socket.timeout(10_000).emitWithAck('edit', { b: battleId, batch })
    }
    await host.enter(battleId)
    expect(await send(1, { text: 'x'.repeat(20_000) })).toMatchObject({ ok: true })
    const back = Array.from({ length: 1_500 }, () => [20_000, -20_000]).flat()
    expect(await send(2, back)).toMatchObject({ ok: false, err: { code: 'bad-request' } })
    expect(await send(2, [[-1, 'y']])).toMatchObject({ ok: false, err: { code: 'bad-request' } })
    expect(
      await send(
        2,
        Array.from({ length: 30_000 }, () => [0]),
      ),
    ).toMatchObject({ ok: false, err: { code: 'too-large' } })
    expect(await send(2, [20_000, [0, 'y']])).toEqual({ ok: true, n: 2 })
    await host.command(battleId, { t: 'battle:resign', d: {} })
    const path = `/v1/battles/${battleId}/programs?players=${host.user.id}`
    await until('what was typed can be read', async () => (await friend.http('GET', path)).status === 200)
    const { programs } = programsSchema.parse((await friend.http('GET', path)).body)
    expect(programs[0]?.program?.code).toBe(`${'x'.repeat(20_000)}y`)
    host.leave()
    friend.leave()
  })

  /*
   * The attack as it was made: frames as large as may be, from somebody in no battle and from one who plays, each of thousands of parts.
   * The answers of the other come in between, not after the flood; no time is measured, the order is.
   */
  test.each(['in no battle', 'in the battle'])(
    'a flood of large batches from somebody %s holds nobody up, and ends',
    async (where) => {
      const { battleId, host, friend } = await startDuel(platform.urls)
      const [calm, wild] = [
        await rawSocket(host),
        await rawSocket(where === 'in no battle' ? await TestPlayer.create(platform.urls) : friend),
      ]
      wild.io.reconnection(false)
      await calm.emitWithAck('join', { b: battleId, from: null })
      if (where === 'in the battle') await wild.emitWithAck('join', { b: battleId, from: null })
      const isLost = new Promise<void>((resolve) => wild.once('disconnect', () => resolve()))
      const change = [[0, ...Array.from({ length: 40_000 }, () => 'ab')]]
      let parsed = 0
      for (let n = 1; n <= 60; n += 1) {
        wild.emit(
          'edit',
          { b: battleId, batch: { n, language: 'python', ops: [{ atMs: 0, change }] } },
          (answer: { err?: { message: string } }) => {
            if (!/than anybody types; slow/.test(answer.err?.message ?? '')) parsed += 1
          },
        )
      }
      // The other plays on all the while: each answer before the next question.
      for (let turn = 1; turn <= 20; turn += 1) {
        expect(await calm.timeout(10_000).emitWithAck('clock', {})).toHaveProperty('at')
      }
      expect(await calm.timeout(10_000).emitWithAck('edit', { b: battleId, batch: typed(1, 'calm') })).toEqual({ ok: true, n: 1 })
      await isLost
      expect(parsed).toBeLessThan(15)
      expect(calm.connected).toBe(true)
      host.leave()
      friend.leave()
    },
  )

  test('whoever isn’t signed in can’t have a large frame kept for them, piece by piece', async () => {
    const { hostname, port } = new URL(platform.urls[0] ?? '')
    const socket = connect(Number(port), hostname)
    const isClosed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    socket.on('error', () => {})
    socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n' +
        'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    await new Promise((resolve) => socket.once('data', resolve))
    socket.resume()
    // The head of a masked frame of 900,000 bytes, and some of them.
    socket.write(Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0x0d, 0xbb, 0xa0, 0, 0, 0, 0]))
    const trickle = setInterval(() => socket.writable && socket.write(Buffer.alloc(4_000)), 50)
    await isClosed
    clearInterval(trickle)
    expect(socket.bytesWritten).toBeLessThan(200_000)
  })

  test('code with a NUL is refused in words', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    expect(await host.submit(battleId, 'print("\0")')).toMatchObject({ ok: false, err: { code: 'bad-request' } })
    host.leave()
    friend.leave()
  })
})

describe('ids and numbers', () => {
  test('a rematch asked for in capitals is the same rematch', async () => {
    const { battleId, host, friend } = await finishedDuel()
    const [first, second] = [await rawSocket(host), await rawSocket(friend)]
    const ask = (socket: Socket, b: string) => socket.emitWithAck('cmd', { cid: randomUUID(), b, t: 'battle:rematch', d: {} })
    const answers = await Promise.all([ask(first, battleId), ask(second, battleId.toUpperCase())])
    const ids = answers.map((answer) => (answer as { res?: { battleId?: string } }).res?.battleId)
    expect(ids[0]).toBeDefined()
    expect(ids[1]).toBe(ids[0])
    const rows = await platform.db.query("SELECT 1 FROM battle WHERE origin_kind = 'rematch' AND lower(origin_key) = $1", [
      battleId,
    ])
    expect(rows).toHaveLength(1)
    host.leave()
    friend.leave()
  })

  test('a place in the log that no log has is refused, and others who join at that moment are let in', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const [bad, good] = [await rawSocket(host), await rawSocket(friend)]
    const [refused, joined] = await Promise.all([
      bad.emitWithAck('join', { b: battleId, from: 4_000_000_000 }),
      good.emitWithAck('join', { b: battleId, from: 0 }),
    ])
    expect(refused).toMatchObject({ ok: false, err: { code: 'bad-request' } })
    expect(joined).toMatchObject({ ok: true })
    host.leave()
    friend.leave()
  })

  test('a command’s id that practice had before is refused at once', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const cid = randomUUID()
    const played = host.room(battleId).state.view?.problem?.slug
    const slug = played === 'snapping-beads' ? 'lonely-mittens' : 'snapping-beads'
    const practised = await host.http('POST', '/v1/submissions', { cid, slug, language: 'python', code: 'x' })
    expect(practised.status).toBeLessThan(300)
    const socket = await rawSocket(host)
    const code = scriptedProgram({ verdict: 'WA', afterMs: 0 })
    const answer = await socket.emitWithAck('cmd', { cid, b: battleId, t: 'battle:submit', d: { language: 'python', code } })
    expect(answer).toMatchObject({ ok: false, err: { code: 'bad-request' } })
    host.leave()
    friend.leave()
  })

  test('nobody is called again and again to a rematch of what was never played', async () => {
    const { battleId, host, friend } = await finishedDuel()
    const asked = await host.command(battleId, { t: 'battle:rematch', d: {} })
    const rematchId = String(asked.ok && asked.res['battleId'])
    await friend.enter(rematchId)
    await friend.command(rematchId, { t: 'battle:decline', d: {} })
    await friend.sees(rematchId, 'the end', (view) => view.state === 'ABORTED')
    await host.enter(rematchId)
    expect(await host.command(rematchId, { t: 'battle:rematch', d: {} })).toMatchObject({
      ok: false,
      err: { code: 'wrong-state' },
    })
    host.leave()
    friend.leave()
  })
})

describe('ratings and corrections', () => {
  test('a rating that was corrected while a battle ended keeps the correction', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    const ids = [host.user.id, friend.user.id]
    await platform.db.query(
      `INSERT INTO rating (user_id, rating, deviation, volatility, battles) SELECT unnest($1::uuid[]), 1500, 350, 0.06, 0
       ON CONFLICT (user_id) DO UPDATE SET rating = 1500, deviation = 350, volatility = 0.06`,
      [ids],
    )
    await platform.db.query('BEGIN')
    await platform.db.query('UPDATE rating SET rating = rating - 20 WHERE user_id = ANY($1)', [ids])
    const resigned = host.command(battleId, { t: 'battle:resign', d: {} })
    await until('it waits for the correction', async () => {
      const waiting = await platform.db.query(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
      )
      return waiting.length > 0
    })
    await platform.db.query('COMMIT')
    expect(await resigned).toMatchObject({ ok: true })
    const rows = await platform.db.query<{ rating: number; change: number }>(
      `SELECT r.rating, c.rating_after - c.rating_before AS change FROM rating r JOIN rating_change c ON c.user_id = r.user_id
       WHERE c.battle_id = $1`,
      [battleId],
    )
    expect(rows).toHaveLength(2)
    for (const { rating, change } of rows) {
      expect(Math.abs(change)).toBeGreaterThan(1)
      expect(rating).toBeCloseTo(1480 + change, 6)
    }
    host.leave()
    friend.leave()
  })

  test('a verdict that came after the end is in the log once a correction makes it count', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
    await host.submit(battleId, scriptedProgram({ verdict: 'AC', afterMs: 300 }))
    await friend.submit(battleId, scriptedProgram({ verdict: 'AC', afterMs: 2_000 }))
    await host.sees(battleId, 'the end', (view) => view.result?.winnerId === host.user.id)
    const verdicts = () =>
      platform.db.query<{ verdict: string | null }>('SELECT verdict FROM submission WHERE battle_id = $1 ORDER BY recv_seq', [
        battleId,
      ])
    await until('both are judged', async () => (await verdicts()).every(({ verdict }) => verdict === 'AC'))
    await platform.db.query("UPDATE submission SET verdict = 'WA', points = 0 WHERE battle_id = $1 AND user_id = $2", [
      battleId,
      host.user.id,
    ])
    await platform.db.query('UPDATE battle SET recompute_since = now() WHERE id = $1', [battleId])
    const view = await friend.sees(battleId, 'the correction', (seen) => seen.result?.winnerId === friend.user.id)
    expect(view.players.map(({ submissions }) => submissions[0]?.verdict)).toEqual(['WA', 'AC'])
    host.leave()
    friend.leave()
  })

  test('points alone are corrected, too', async () => {
    const rules = { scoring: 'points' } as const
    const { battleId, players } = await openRoom(platform.urls, { players: 2, format: 'duel', problemSlug: null, rules })
    const [host, friend] = players as [TestPlayer, TestPlayer]
    await Promise.all([host.enter(battleId), friend.enter(battleId)])
    await host.command(battleId, { t: 'battle:start', d: {} })
    await host.sees(battleId, 'the start', (view) => view.state === 'RUNNING')
    for (const player of [host, friend]) {
      await player.submit(battleId, scriptedProgram({ verdict: 'WA', afterMs: 0 }))
      await player.sees(battleId, 'the verdict', (view) =>
        view.players.some(({ user, submissions }) => user.id === player.user.id && submissions[0]?.verdict === 'WA'),
      )
    }
    await platform.db.query('UPDATE battle SET ends_at = now() WHERE id = $1', [battleId])
    await platform.db.query("UPDATE battle_timer SET fire_at = now() WHERE battle_id = $1 AND kind = 'end'", [battleId])
    await host.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
    await platform.db.query('UPDATE submission SET points = 80 WHERE battle_id = $1 AND user_id = $2', [battleId, friend.user.id])
    await platform.db.query('UPDATE battle SET recompute_since = now() WHERE id = $1', [battleId])
    const view = await host.sees(battleId, 'the correction', (seen) => seen.result?.winnerId === friend.user.id)
    expect(view.result?.isCorrected).toBe(true)
    host.leave()
    friend.leave()
  })
})

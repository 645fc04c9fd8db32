import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 120_000)
afterAll(() => platform.stop())
beforeEach(async () => {
  await platform.db.query(`UPDATE ticket SET state = 'cancelled', closed_at = now() WHERE state = 'open'`)
})

async function newPlayer(rating?: { rating: number; deviation: number }): Promise<TestPlayer> {
  const player = await TestPlayer.create(platform.urls)
  if (rating) {
    await platform.db.query(
      `INSERT INTO rating (user_id, rating, deviation) VALUES ($1, $2, $3)
       ON CONFLICT (user_id) DO UPDATE SET rating = excluded.rating, deviation = excluded.deviation`,
      [player.user.id, rating.rating, rating.deviation],
    )
  }
  return player
}

async function queue(player: TestPlayer, change: object = {}, node = 0): Promise<Record<string, unknown>> {
  const ticket = { difficulty: null, language: null, ...change }
  const answer = await player.http('POST', '/v1/tickets', ticket, platform.urls[node])
  // Another node may have matched them before this one has answered.
  expect(['open', 'matched']).toContain(answer.body['state'])
  return answer.body
}

/** As if they had queued earlier, and what came before that earlier, too. */
async function haveWaited(seconds: number, ...players: TestPlayer[]): Promise<void> {
  await platform.db.query(
    `UPDATE ticket SET created_at = created_at - $2 * interval '1 second', closed_at = closed_at - $2 * interval '1 second'
     WHERE user_id = ANY($1)`,
    [players.map(({ user }) => user.id), seconds],
  )
}

async function matchOf(player: TestPlayer): Promise<string> {
  let battleId: unknown = null
  await until(`${player.user.name} is matched`, async () => {
    const ticket = await player.http('GET', '/v1/tickets/current')
    battleId = ticket.body['battleId']
    return ticket.body['state'] === 'matched'
  })
  return String(battleId)
}

/** Several turns of both nodes' matchers go by: somebody who queues later has been matched. */
async function matchersHaveRun(): Promise<void> {
  for (const difficulty of ['hard', 'hard']) {
    const [first, second] = await Promise.all([
      newPlayer({ rating: 2900, deviation: 45 }),
      newPlayer({ rating: 2900, deviation: 45 }),
    ])
    await Promise.all([queue(first, { difficulty }), queue(second, { difficulty }, 1)])
    await matchOf(first)
  }
}

async function stillWaits(...players: TestPlayer[]): Promise<void> {
  await matchersHaveRun()
  for (const player of players) expect((await player.http('GET', '/v1/tickets/current')).body).toMatchObject({ state: 'open' })
}

/** A battle as the queue makes them, already over. */
async function haveMet(first: TestPlayer, second: TestPlayer): Promise<void> {
  await Promise.all([queue(first, { isRanked: false }), queue(second, { isRanked: false }, 1)])
  const battleId = await matchOf(first)
  await first.enter(battleId)
  await first.command(battleId, { t: 'battle:decline', d: {} })
  await first.sees(battleId, 'the end', (view) => view.state === 'ABORTED')
  first.leave()
}

describe('who meets whom', () => {
  test('ranked meets ranked, casual meets casual, and a casual battle is unrated', async () => {
    const [ranked, casual] = await Promise.all([newPlayer(), newPlayer()])
    await Promise.all([queue(ranked), queue(casual, { isRanked: false }, 1)])
    await stillWaits(ranked, casual)
    const [alsoRanked, alsoCasual] = await Promise.all([newPlayer(), newPlayer()])
    await Promise.all([queue(alsoRanked), queue(alsoCasual, { isRanked: false }, 1)])
    const [rankedBattle, casualBattle] = await Promise.all([matchOf(ranked), matchOf(casual)])
    expect([await matchOf(alsoRanked), await matchOf(alsoCasual)]).toEqual([rankedBattle, casualBattle])
    const rows = await platform.db.query<{ id: string; is_ranked: boolean }>(
      `SELECT id, (rules->>'isRanked')::boolean AS is_ranked FROM battle WHERE id = ANY($1)`,
      [[rankedBattle, casualBattle]],
    )
    expect(Object.fromEntries(rows.map((row) => [row.id, row.is_ranked]))).toEqual({
      [rankedBattle]: true,
      [casualBattle]: false,
    })
  })

  test('a newcomer meets somebody whom an established player of the same rating does not', async () => {
    const [newcomer, strong] = await Promise.all([newPlayer(), newPlayer({ rating: 1800, deviation: 60 })])
    const [first, second] = [await queue(newcomer), await queue(strong, {}, 1)]
    expect(Number(first['windowNow'])).toBeGreaterThanOrEqual(340)
    expect(Number(second['windowNow'])).toBeLessThan(340)
    expect(await matchOf(newcomer)).toBe(await matchOf(strong))

    const known = await newPlayer({ rating: 1500, deviation: 60 })
    const alsoStrong = await newPlayer({ rating: 1800, deviation: 60 })
    await Promise.all([queue(known), queue(alsoStrong, {}, 1)])
    const waiting = await known.http('GET', '/v1/tickets/current')
    expect(waiting.body).toMatchObject({ state: 'open' })
    await haveWaited(30, known)
    expect(await matchOf(known)).toBe(await matchOf(alsoStrong))
  })

  test('the last opponent only after 45 seconds, and only when nobody else is there', async () => {
    const [ada, ben] = await Promise.all([newPlayer(), newPlayer()])
    await haveMet(ada, ben)
    await Promise.all([queue(ada, { difficulty: 'easy' }), queue(ben, { difficulty: 'easy' }, 1)])
    await stillWaits(ada, ben)
    const other = await newPlayer()
    await queue(other, { difficulty: 'easy' })
    const withOther = await matchOf(other)
    const left = (await ada.http('GET', '/v1/tickets/current')).body['battleId'] === withOther ? ben : ada
    expect((await left.http('GET', '/v1/tickets/current')).body).toMatchObject({ state: 'open' })

    const [cleo, dan] = await Promise.all([newPlayer(), newPlayer()])
    await haveMet(cleo, dan)
    await Promise.all([queue(cleo, { difficulty: 'medium' }), queue(dan, { difficulty: 'medium' }, 1)])
    await haveWaited(50, cleo, dan)
    expect(await matchOf(cleo)).toBe(await matchOf(dan))
  })

  test('a problem that neither has met, as long as there is one', async () => {
    const [ada, ben] = await Promise.all([newPlayer(), newPlayer()])
    // Ada has handed in all easy ones but three, of which Ben knows as little.
    const problems = await platform.db.query<{ slug: string }>(
      `SELECT slug FROM problem WHERE difficulty = 'easy' AND in_arena AND NOT is_retired ORDER BY slug`,
    )
    const fresh = problems.slice(0, 3).map(({ slug }) => slug)
    for (const { slug } of problems.slice(3)) {
      await platform.db.query(
        `INSERT INTO submission (id, kind, user_id, cid, problem_slug, language, code, verdict)
         VALUES (gen_random_uuid(), 'practice', $1, gen_random_uuid(), $2, 'python', '', 'AC')`,
        [ada.user.id, slug],
      )
    }
    await Promise.all([queue(ada, { difficulty: 'easy' }), queue(ben, { difficulty: 'easy' }, 1)])
    const battleId = await matchOf(ada)
    await Promise.all([ada, ben].map((player) => player.enter(battleId)))
    await Promise.all([ada, ben].map((player) => player.command(battleId, { t: 'battle:ready', d: {} })))
    const [battle] = await platform.db.query<{ slug: string }>('SELECT problem_slug AS slug FROM battle WHERE id = $1', [
      battleId,
    ])
    expect(fresh).toContain(battle?.slug)
  })

  test('a ticket is kept open by renewing it, and by nothing else', async () => {
    const ada = await newPlayer()
    await queue(ada, { difficulty: 'hard' })
    const age = async () => {
      const [ticket] = await platform.db.query<{ seconds: number }>(
        `SELECT extract(epoch FROM clock_timestamp() - seen_at)::float8 AS seconds FROM ticket WHERE user_id = $1`,
        [ada.user.id],
      )
      return ticket?.seconds ?? 0
    }
    await platform.db.query(`UPDATE ticket SET seen_at = clock_timestamp() - interval '30 seconds' WHERE user_id = $1`, [
      ada.user.id,
    ])
    expect((await ada.http('GET', '/v1/tickets/current')).body).toMatchObject({ state: 'open' })
    expect(await age()).toBeGreaterThanOrEqual(30)
    expect((await ada.http('POST', '/v1/tickets/current/renew', {})).body).toMatchObject({ state: 'open' })
    expect(await age()).toBeLessThan(30)
    await ada.http('DELETE', '/v1/tickets/current')
  })

  test('two for whom there is no problem wait, and hold nobody up', async () => {
    await platform.db.query(`UPDATE problem SET in_arena = false WHERE difficulty = 'hard'`)
    try {
      const players = await Promise.all([0, 1, 2, 3].map(() => newPlayer()))
      const [ada, ben, cleo, dan] = players
      if (!ada || !ben || !cleo || !dan) throw new Error('four were asked for')
      await Promise.all([queue(ada, { difficulty: 'hard' }), queue(ben, { difficulty: 'hard' }, 1)])
      await haveWaited(20, ada, ben)
      await Promise.all([queue(cleo, { difficulty: 'easy' }), queue(dan, { difficulty: 'easy' }, 1)])
      expect(await matchOf(cleo)).toBe(await matchOf(dan))
      expect((await ada.http('GET', '/v1/tickets/current')).body).toMatchObject({ state: 'open' })
    } finally {
      await platform.db.query(`UPDATE problem SET in_arena = true WHERE difficulty = 'hard'`)
    }
  })

  test('forty who queue on both nodes at once make twenty battles, each with its own two tickets', async () => {
    const players = await Promise.all(Array.from({ length: 40 }, () => newPlayer()))
    await Promise.all(players.map((player, index) => queue(player, { isRanked: index % 4 < 2 }, index % 2)))
    const battles = await Promise.all(players.map((player) => matchOf(player)))
    const ticketsOf = new Map<string, number>()
    for (const battleId of battles) ticketsOf.set(battleId, (ticketsOf.get(battleId) ?? 0) + 1)
    expect([...ticketsOf.values()]).toEqual(Array.from({ length: 20 }, () => 2))
    const rows = await platform.db.query('SELECT 1 FROM battle_player WHERE user_id = ANY($1)', [
      players.map(({ user }) => user.id),
    ])
    expect(rows).toHaveLength(40)
  })
})

describe('how long it takes', () => {
  test('is the median of those like oneself; nobody knows until there were three', async () => {
    await platform.db.query(`DELETE FROM ticket WHERE state = 'matched'`)
    const player = await newPlayer({ rating: 1200, deviation: 60 })
    expect(await queue(player, { difficulty: 'easy' })).toMatchObject({ expectedWaitMs: null, isRanked: true })
    const had = (rating: number, seconds: number, difficulty: string) =>
      platform.db.query(
        `INSERT INTO ticket (id, user_id, state, difficulty, rating, created_at, closed_at)
         VALUES (gen_random_uuid(), $1, 'matched', $2, $3, now() - $4 * interval '1 second', now())`,
        [player.user.id, difficulty, rating, seconds],
      )
    for (const [rating, seconds] of [
      [1_150, 10],
      [1_250, 20],
      [1_350, 60],
    ] as const)
      await had(rating, seconds, 'easy')
    // Of another rating, and of another wish.
    await had(1_900, 1, 'easy')
    for (const seconds of [1, 2, 3]) await had(1_200, seconds, 'hard')
    const [row] = await platform.db.query<{ id: string }>(`SELECT id FROM ticket WHERE user_id = $1 AND state = 'open'`, [
      player.user.id,
    ])
    await platform.db.query(`UPDATE ticket SET created_at = now() + interval '1 second' WHERE id = $1`, [row?.id])
    expect((await player.http('GET', '/v1/tickets/current')).body).toMatchObject({ state: 'open', expectedWaitMs: 20_000 })
  })
})

describe('whoever deserts matches', () => {
  const eligibility = async (player: TestPlayer) => (await player.http('GET', '/v1/tickets/eligibility')).body

  async function declineMatch(player: TestPlayer): Promise<void> {
    await haveMet(player, await newPlayer())
  }

  test('is forgiven once, then waits, and is told until when; opponents are not punished', async () => {
    const leaver = await newPlayer()
    const victim = await newPlayer()
    await haveMet(leaver, victim)
    expect(await eligibility(leaver)).toEqual({ penaltyUntil: null, desertions: 1 })
    expect(await eligibility(victim)).toEqual({ penaltyUntil: null, desertions: 0 })
    await declineMatch(leaver)
    const told = await eligibility(leaver)
    expect(told['desertions']).toBe(2)
    const refused = await leaver.http('POST', '/v1/tickets', { difficulty: null, language: null }, platform.urls[1])
    expect(refused).toMatchObject({ status: 403, body: { code: 'queue-penalty', data: { until: told['penaltyUntil'] } } })
    // A minute later.
    await platform.db.query(
      `UPDATE battle_event e SET at = at - interval '61 seconds' FROM battle_player p
       WHERE p.battle_id = e.battle_id AND p.user_id = $1`,
      [leaver.user.id],
    )
    expect(await eligibility(leaver)).toEqual({ penaltyUntil: null, desertions: 2 })
    await queue(leaver)
  })

  test('by not being ready in time, too; whoever was ready has nothing to fear', async () => {
    const [absent, ready] = await Promise.all([newPlayer(), newPlayer()])
    for (const round of [1, 2]) {
      await Promise.all([queue(absent, { isRanked: false }), queue(ready, { isRanked: false }, 1)])
      await haveWaited(50, absent, ready)
      const battleId = await matchOf(ready)
      await ready.enter(battleId)
      await ready.command(battleId, { t: 'battle:ready', d: {} })
      await platform.db.query('UPDATE battle_timer SET fire_at = now() WHERE battle_id = $1', [battleId])
      await ready.sees(battleId, 'the end', (view) => view.state === 'ABORTED')
      expect(await eligibility(absent)).toMatchObject({ desertions: round })
    }
    expect((await eligibility(absent))['penaltyUntil']).not.toBeNull()
    expect(await eligibility(ready)).toEqual({ penaltyUntil: null, desertions: 0 })
    ready.leave()
  })

  test('by staying away until the forfeit, too; resigning is no desertion', async () => {
    const [leaver, other] = await Promise.all([newPlayer(), newPlayer()])
    const play = async () => {
      await Promise.all([queue(leaver, { isRanked: false }), queue(other, { isRanked: false }, 1)])
      await haveWaited(50, leaver, other)
      const battleId = await matchOf(leaver)
      await Promise.all([leaver.enter(battleId), other.enter(battleId)])
      await Promise.all([leaver, other].map((player) => player.command(battleId, { t: 'battle:ready', d: {} })))
      await leaver.sees(battleId, 'the start', (view) => view.state === 'RUNNING')
      return battleId
    }
    const resigned = await play()
    await leaver.command(resigned, { t: 'battle:resign', d: {} })
    await other.sees(resigned, 'the end', (view) => view.state === 'FINISHED')
    expect(await eligibility(leaver)).toMatchObject({ desertions: 0 })

    const left = await play()
    leaver.leave()
    await other.sees(left, 'that the other is gone', (view) => view.players.some(({ forfeitAt }) => forfeitAt !== null), 60_000)
    await platform.db.query(`UPDATE battle_player SET forfeit_at = now() WHERE battle_id = $1 AND forfeit_at IS NOT NULL`, [left])
    await platform.db.query(`UPDATE battle_timer SET fire_at = now() WHERE battle_id = $1 AND kind LIKE 'forfeit%'`, [left])
    await other.sees(left, 'the forfeit', (view) => view.result?.reason === 'forfeit')
    expect(await eligibility(leaver)).toMatchObject({ desertions: 1 })
    expect(await eligibility(other)).toMatchObject({ desertions: 0 })
    other.leave()
  }, 180_000)
})

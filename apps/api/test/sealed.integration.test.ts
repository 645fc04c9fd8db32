import { battleRecordSchema, type BattleRecord } from '@eduscale/contracts/record'
import { verifyRecord } from '@eduscale/record/verify-record'
import { openRoom, startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 900_000)

afterAll(() => platform.stop())

const sealedOf = async (player: TestPlayer, battleId: string) =>
  String((await player.http('GET', `/v1/battles/${battleId}/sealed`)).body['sealed'])

/** A room's battle in its countdown, with the statement as its guest gets it. */
async function countDown(problemSlug: string | null) {
  const { battleId, players } = await openRoom(platform.urls, { players: 2, format: 'duel', problemSlug })
  const [host, guest] = players
  if (!host || !guest) throw new Error('two were asked for')
  await Promise.all(players.map((player) => player.enter(battleId)))
  await host.command(battleId, { t: 'battle:start', d: {} })
  const sealed = await sealedOf(guest, battleId)
  for (const player of players) player.leave()
  return { sealed, battleId, guest }
}

test('no sealed statement tells by its length which problem it is', async () => {
  const pool = await platform.db.query<{ slug: string }>('SELECT slug FROM problem WHERE in_arena AND NOT is_retired')
  expect(pool.length).toBeGreaterThan(10)
  const lengths = new Set<number>()
  for (const { slug } of pool) lengths.add((await countDown(slug)).sealed.length)
  expect(lengths.size).toBe(1)
})

test('each seal has a nonce of its own, and a problem that is loaded anew meanwhile is not sealed again', async () => {
  const [first, second] = [await countDown('lonely-mittens'), await countDown('lonely-mittens')]
  expect(first.sealed.slice(0, 16)).not.toBe(second.sealed.slice(0, 16))
  const title = `UPDATE problem SET title = title || $1 WHERE slug = 'lonely-mittens' RETURNING title`
  await platform.db.query(title, ['!'])
  try {
    expect(await sealedOf(second.guest, second.battleId)).toBe(second.sealed)
  } finally {
    await platform.db.query(`UPDATE problem SET title = rtrim(title, '!') WHERE slug = 'lonely-mittens'`)
  }
})

/** A battle about a problem from its start to its end, and how to ask for its record. */
async function playOut(problemSlug: string) {
  const { battleId, players } = await openRoom(platform.urls, { players: 2, format: 'duel', problemSlug })
  const [host, guest] = players
  if (!host || !guest) throw new Error('two were asked for')
  await Promise.all(players.map((player) => player.enter(battleId)))
  await host.command(battleId, { t: 'battle:start', d: {} })
  const { problem } = await guest.sees(battleId, 'the start', ({ state }) => state === 'RUNNING')
  await host.command(battleId, { t: 'battle:resign', d: {} })
  await guest.sees(battleId, 'the end', ({ state }) => state === 'FINISHED')
  for (const player of players) player.leave()
  const readRecord = async () => battleRecordSchema.parse((await host.http('GET', `/v1/battles/${battleId}/record`)).body)
  return { problem, readRecord }
}

const faultsOf = (record: BattleRecord) => verifyRecord(record, null).filter(({ ok }) => !ok)

test('a battle has the statement in all its languages, and its record holds with them', async () => {
  const { problem, readRecord } = await playOut('snapping-beads')
  expect(problem).toMatchObject({ title: 'Snapping Beads', translations: { uk: { title: 'Магнітні намистини' } } })
  const record = await readRecord()
  expect(record).toMatchObject({ format: 'eduscale-battle-record/2', sealed: { problem } })
  expect(faultsOf(record)).toEqual([])
  const { sealed } = record
  if (!sealed) throw new Error('it was played')
  const changed = { ...sealed.problem.translations, uk: { title: 'Інша задача', statementHtml: '' } }
  const forged = { ...record, sealed: { ...sealed, problem: { ...sealed.problem, translations: changed } } }
  expect(faultsOf(forged).map(({ name }) => name)).toEqual(['signature', 'statement'])
})

test('a battle from before its problem had other languages keeps its statement, and its record the format of then', async () => {
  const [had] = await platform.db.query<{ translations: object }>(
    `WITH had AS (SELECT translations FROM problem WHERE slug = 'lonely-mittens')
     UPDATE problem SET translations = '{}' FROM had WHERE slug = 'lonely-mittens' RETURNING had.translations`,
  )
  const { problem, readRecord } = await playOut('lonely-mittens').finally(() =>
    platform.db.query(`UPDATE problem SET translations = $1 WHERE slug = 'lonely-mittens'`, [JSON.stringify(had?.translations)]),
  )
  expect(problem).not.toHaveProperty('translations')
  const record = await readRecord()
  expect(record).toMatchObject({ format: 'eduscale-battle-record/1', sealed: { problem } })
  expect(record.sealed?.problem).not.toHaveProperty('translations')
  expect(faultsOf(record)).toEqual([])
})

test('an invitation that is opened again and again tells nothing of a problem: none is chosen before both are ready', async () => {
  const [host, friend] = [await TestPlayer.create(platform.urls), await TestPlayer.create(platform.urls)]
  for (let round = 0; round < 3; round += 1) {
    const invite = await host.http('POST', '/v1/invites', { difficulty: 'easy', limitMinutes: 5, isRanked: false })
    const joined = await friend.http('POST', `/v1/invites/${String(invite.body['id'])}/join`)
    const battleId = String(joined.body['battleId'])
    await host.enter(battleId)
    await friend.enter(battleId)
    await host.command(battleId, { t: 'battle:ready', d: {} })
    expect(await sealedOf(host, battleId)).toBe('null')
    expect(host.room(battleId).state.view).toMatchObject({ state: 'READY_CHECK', problemCommit: null, problem: null })
    const [stored] = await platform.db.query('SELECT problem_slug, problem_key, sealed FROM battle WHERE id = $1', [battleId])
    expect(stored).toEqual({ problem_slug: null, problem_key: null, sealed: null })
    await host.command(battleId, { t: 'battle:decline', d: {} })
    host.leave()
    friend.leave()
  }
})

test('a battle that somebody gives up in its countdown never began: nobody learns its problem, or runs anything in it', async () => {
  const { battleId, players } = await openRoom(platform.urls, { players: 2, format: 'duel', problemSlug: null })
  const [host, guest] = players
  if (!host || !guest) throw new Error('two were asked for')
  await Promise.all(players.map((player) => player.enter(battleId)))
  await host.command(battleId, { t: 'battle:start', d: {} })
  expect(await host.command(battleId, { t: 'battle:resign', d: {} })).toMatchObject({ ok: true })
  await guest.sees(battleId, 'the end', ({ state }) => state === 'FINISHED')
  const run = { problem: { by: 'battle', battleId }, language: 'python', code: 'print()', files: [], input: null }
  for (const player of players) {
    expect(await player.http('POST', '/v1/runs', run)).toMatchObject({ status: 409, body: { code: 'wrong-state' } })
    expect((await player.http('GET', '/v1/battles')).body['battles']).toMatchObject([{ id: battleId, problem: null }])
    player.leave()
  }
  const record = battleRecordSchema.parse((await host.http('GET', `/v1/battles/${battleId}/record`)).body)
  expect(record.sealed).toBe(null)
  expect(verifyRecord(record, null).filter(({ ok }) => !ok)).toEqual([])
})

test('a room for a problem that there is not is refused as such', async () => {
  await expect(openRoom(platform.urls, { players: 2, format: 'group', problemSlug: 'no-such-problem' })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('nobody begins a second battle about the problem of their first: a verdict there would be known here', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  const slug = host.room(battleId).state.view?.problem?.slug ?? ''
  const other = await TestPlayer.create(platform.urls)
  const begin = async (problemSlug: string) => {
    const rules = { format: 'duel', scoring: 'first-solve', limitMinutes: 10, isRanked: false, maxPlayers: 2, teamCount: null }
    const wishes = { difficulty: null, skills: [], languages: null, mayJoinLate: false, isListed: false }
    const room = await other.http('POST', '/v1/rooms', { ...rules, ...wishes, problemSlug })
    await host.http('POST', `/v1/invites/${String(room.body['id'])}/join`)
    const second = String(room.body['battleId'])
    await other.enter(second)
    const ack = await other.command(second, { t: 'battle:start', d: {} })
    if (!ack.ok) await other.command(second, { t: 'battle:decline', d: {} })
    return ack
  }
  expect(await begin(slug)).toMatchObject({ ok: false, err: { code: 'already-playing' } })
  expect(await begin(slug === 'lonely-mittens' ? 'snapping-beads' : 'lonely-mittens')).toMatchObject({ ok: true })
  for (const player of [host, friend, other]) player.leave()
})

test('whoever opens a ranked room can’t narrow it down to a problem that they have practised', async () => {
  const ask = async (wish: object) => {
    const host = await TestPlayer.create(platform.urls)
    const rules = { format: 'duel', scoring: 'first-solve', limitMinutes: 20, isRanked: true, maxPlayers: 2, teamCount: null }
    const pool = { problemSlug: null, difficulty: null, skills: [], languages: null, mayJoinLate: false, isListed: false }
    const { status, body } = await host.http('POST', '/v1/rooms', { ...rules, ...pool, ...wish })
    return status === 201 ? 'made' : body['code']
  }
  const [rare] = await platform.db.query<{ skill: string }>(
    `SELECT skill FROM problem, unnest(skills) AS skill WHERE in_arena AND NOT is_retired GROUP BY skill HAVING count(*) < 3 LIMIT 1`,
  )
  expect(rare).toBeDefined()
  expect(await ask({ skills: [rare?.skill] })).toBe('too-few-problems')
  expect(await ask({ skills: [rare?.skill], isRanked: false })).toBe('made')
  expect(await ask({ skills: ['no such skill'], isRanked: false })).toBe('too-few-problems')
  for (const difficulty of [null, 'easy', 'medium']) expect(await ask({ difficulty })).toBe('made')
})

test('a ranked battle for points is about one of many problems, though few have partial points', async () => {
  const slugs = new Set<string>()
  for (let round = 0; round < 6; round += 1) {
    const { battleId, players } = await openRoom(platform.urls, {
      players: 2,
      format: 'duel',
      problemSlug: null,
      rules: { scoring: 'points', isRanked: true },
    })
    await Promise.all(players.map((player) => player.enter(battleId)))
    await players[0]?.command(battleId, { t: 'battle:start', d: {} })
    const [row] = await platform.db.query<{ slug: string }>('SELECT problem_slug AS slug FROM battle WHERE id = $1', [battleId])
    slugs.add(row?.slug ?? '')
    for (const player of players) player.leave()
  }
  expect(slugs.size).toBeGreaterThan(1)
  expect(slugs).not.toContain('hedge-gossip')
})

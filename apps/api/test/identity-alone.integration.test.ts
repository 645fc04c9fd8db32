import { randomBytes } from 'node:crypto'
import { addresses } from '@eduscale/contracts/routes/addresses'
import { asRole, grantRole, identityRole } from '@eduscale/db/roles'
import { grantRole as makeAdmin } from '@eduscale/testing/grant-role'
import { ScriptedRunner, scriptedProgram } from '@eduscale/testing/scripted-runner'
import { startDuelOf, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, untilJudging, type TestNode, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Jar } from './session-world'

/*
 * Identity as a process of its own, with a role in the database that writes its schema alone. Tokens hold for two seconds here, so
 * that a battle outlives them.
 */
let platform: TestPlatform
let identity: TestNode
let arena: TestNode
let runner: ScriptedRunner
let alone: Record<string, string>

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 0, runner: false, env: { ACCESS_TOKEN_SECONDS: '2', DEV_MAIL: 'on' } })
  const role = { url: platform.db.url, password: randomBytes(24).toString('hex') }
  await grantRole(identityRole, role)
  alone = { AREAS: 'identity', ROLES: 'http,worker', DATABASE_URL: asRole(identityRole, role) }
  identity = await startIdentity()
  arena = await platform.startNode({ AREAS: 'judge,arena' })
  runner = new ScriptedRunner(platform.redisUrlOf('runner'))
  await untilJudging(platform.db)
}, 180_000)
afterAll(async () => {
  await runner.close()
  await platform.stop()
})

async function startIdentity(): Promise<TestNode> {
  const node = await platform.startNode(alone)
  platform.urls[0] = node.url
  return node
}

/** A guest of identity, whose page talks with the arena besides. */
async function create(): Promise<TestPlayer> {
  return (await TestPlayer.create([identity.url])).inAnotherTab([arena.url])
}

async function startDuel(): Promise<{ battleId: string; players: [TestPlayer, TestPlayer] }> {
  const players: [TestPlayer, TestPlayer] = [await create(), await create()]
  return { battleId: await startDuelOf(...players), players }
}

const meAt = async (token: string) =>
  (await fetch(`${arena.url}/v1/battles`, { headers: { authorization: `Bearer ${token}` } })).status

/** Past its end, and past what clocks may differ by. */
async function runOut(token: string): Promise<void> {
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp: number }
  await until('the token has run out', () => Date.now() > (exp + 5) * 1_000)
}

test('killed in the middle of a battle, nobody who plays notices', async () => {
  const { battleId, players } = await startDuel()
  const [host, friend] = players
  const bystander = await create()
  const bystanding = String(await bystander.session.getToken())
  for (const player of players) await player.session.getToken()
  identity.signal('SIGKILL')
  await identity.ended
  for (const { token } of [...players, bystander]) await runOut(token)
  // Whoever plays in no battle waits for identity.
  await until('it opens nothing outside of a battle', async () => (await meAt(bystanding)) === 401)

  // Runs go by HTTP, and a network that was lost makes a new connection.
  const run = { problem: { by: 'battle', battleId }, language: 'python', code: 'print()', input: null } as const
  expect(await host.api.call(addresses.run, { body: run })).toMatchObject({ submissionId: expect.any(String) })
  host.connection.reconnect()
  await until('it is connected again', () => host.connects === 2)
  await friend.submit(battleId, scriptedProgram({ verdict: 'WA', afterMs: 20 }))
  await host.sees(battleId, "the friend's wrong answer", ({ players: [, second] }) => second?.submissions[0]?.verdict === 'WA')
  await host.submit(battleId, scriptedProgram({ verdict: 'AC', afterMs: 20 }))
  const views = await Promise.all(players.map((player) => player.sees(battleId, 'the end', ({ state }) => state === 'FINISHED')))
  for (const { result } of views) expect(result).toMatchObject({ reason: 'accepted', winnerId: host.user.id })
  expect([host.connection.status, friend.connection.status, friend.connects]).toEqual(['online', 'online', 1])

  // It was worth something for the battle alone.
  expect(await meAt(host.token)).toBe(401)
  for (const player of players) player.leave()
  identity = await startIdentity()
}, 120_000)

test('a token that has run out leads on nobody whose session was ended, and changes nothing of who one is', async () => {
  const { battleId, players } = await startDuel()
  const [host, friend] = players
  const [late] = await Promise.all([host.session.getToken(), friend.session.getToken()])
  const token = String(late)
  await runOut(token)
  // While it goes on the battle is played by it, and nothing else is done: who one is isn't changed.
  expect(await meAt(token)).toBe(200)
  const own = await fetch(`${identity.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  expect(own.status).toBe(401)
  await platform.db.query(
    `UPDATE session SET withdrawn_at = now() - interval '1 hour', reason = 'signed-out' WHERE user_id = $1`,
    [host.user.id],
  )
  expect(await meAt(token)).toBe(401)
  const stale = TestPlayer.of({ token, user: host.user, expiresInMs: 60_000 }, [arena.url])
  await until('it is refused', () => stale.connection.status === 'refused')
  await friend.command(battleId, { t: 'battle:resign', d: {} })
  await friend.sees(battleId, 'the end', ({ state }) => state === 'FINISHED')
  for (const player of [...players, stale]) player.leave()
}, 120_000)

test('its role is enough for all that identity does', async () => {
  const password = 'correct horse battery'
  const name = `Ida ${randomBytes(3).toString('hex')}`
  const guest = await TestPlayer.create([identity.url])
  const member = await guest.becomeMember({ name, password })
  const moderator = await (await TestPlayer.create([identity.url])).becomeMember({ name: `${name} too`, password })
  await makeAdmin(platform.db, moderator.user.id, 'admin')
  await moderator.renew()
  expect(await member.api.call(addresses.getMe, {})).toMatchObject({ user: { rating: { rating: 1500, battles: 0 } } })
  const address = `${randomBytes(4).toString('hex')}@mail.test`
  expect((await member.ask('proveAgain', { body: { password } })).status).toBe(204)
  expect((await member.ask('changeEmail', { body: { address, lang: 'en' } })).status).toBe(204)
  await until(
    'the mail is written',
    async () => (await platform.db.query('SELECT 1 FROM shown_mail WHERE address = $1', [address])).length > 0,
  )
  const id = { params: { id: member.user.id } }
  const asked = [
    await moderator.http('GET', '/v1/admin/people'),
    await moderator.ask('getPerson', id),
    await moderator.ask('grantRole', { ...id, body: { role: 'author', days: 30 } }),
    await moderator.ask('revokeRole', { params: { ...id.params, role: 'author' } }),
    await moderator.http('GET', '/v1/admin/audit'),
    await member.ask('listSessions', {}),
    await member.ask('listPasskeys', {}),
    await member.ask('listSecurityEvents', {}),
    await member.ask('endOtherSessions', {}),
    await member.ask('beginSecondFactor', {}),
    await member.ask('getOwnAccount', {}),
    await member.ask('changePassword', { body: { password, next: `${password} more`, lang: 'en' } }),
    await member.http('POST', '/v1/password-resets', { address, lang: 'en' }),
  ]
  expect(asked.filter(({ status }) => status >= 300)).toEqual([])
  expect(
    (await Jar.enter(platform, '/v1/session/sign-in', { body: { name, password: `${password} more` } })).access.user.id,
  ).toBe(member.user.id)
  const archive = await fetch(`${identity.url}/v1/account/export?lang=en`, {
    headers: { authorization: `Bearer ${await member.session.getToken()}` },
  })
  // A ZIP that broke off in the middle has no list of its files at its end.
  expect([archive.status, Buffer.from(await archive.arrayBuffer()).includes('PK\u0005\u0006')]).toEqual([200, true])
  expect((await member.ask('askDeletion', { body: { lang: 'en' } })).status).toBe(202)
  await platform.db.query('UPDATE "user" SET deletes_at = now() WHERE id = $1', [member.user.id])
  await until('they are nobody', async () => {
    const [row] = await platform.db.query<{ kind: string }>('SELECT kind FROM "user" WHERE id = $1', [member.user.id])
    return row?.kind === 'deleted'
  })
  // What is pruned and measured once a minute or hour was so at the start.
  const complaints = identity
    .output()
    .split('\n')
    .filter((line) => /permission denied|"level":(50|60)/.test(line))
  expect(complaints).toEqual([])
}, 120_000)

import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { createDb } from '@eduscale/db'
import { addresses } from '@eduscale/contracts/routes/addresses'
import { grantRole } from '@eduscale/testing/grant-role'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { createLocalJWKSet, decodeJwt, jwtVerify, SignJWT, UnsecuredJWT, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKey } from '../src/areas/identity/session/token-issuer'
import { claimsOf, Jar } from './session-world'

/* Tokens that every node checks alone, and how soon one that was withdrawn is refused. */
let platform: TestPlatform
const secret = randomBytes(32).toString('hex')
const origin = 'http://players.test'

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false, env: { SESSION_SECRET: secret } })
}, 120_000)
afterAll(() => platform.stop())

const jwks = async (): Promise<JSONWebKeySet> =>
  (await (await fetch(`${platform.urls[1]}/.well-known/jwks.json`)).json()) as JSONWebKeySet

describe('a token', () => {
  test('is verified with what is published, and says who, by which session and until when', async () => {
    const jar = await Jar.ofGuest(platform)
    const { payload, protectedHeader } = await jwtVerify(jar.access.token, createLocalJWKSet(await jwks()), {
      algorithms: ['EdDSA'],
    })
    const { id, name, kind } = jar.access.user
    expect(payload).toMatchObject({ sub: id, name, kind, sid: jar.sessionId, roles: ['learner'], jti: expect.any(String) })
    expect([protectedHeader.alg, (payload.exp ?? 0) - (payload.iat ?? 0)]).toEqual(['EdDSA', 300])
    expect(await jar.me(jar.access.token, 1)).toBe(200)
  })

  test('of another key, of another algorithm, unsigned, changed or run out is nobody’s', async () => {
    const jar = await Jar.ofGuest(platform)
    const claims = decodeJwt(jar.access.token)
    const [head = '', body = '', signature = ''] = jar.access.token.split('.')
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string }
    const own = generateKeyPairSync('ed25519').privateKey
    const [key] = (await jwks()).keys
    const sign = (alg: string, name: string, by: Parameters<SignJWT['sign']>[0]) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid: name }).sign(by)
    const changed = Buffer.from(JSON.stringify({ ...claims, roles: ['learner', 'admin'] })).toString('base64url')
    const others = {
      'a foreign key': await sign('EdDSA', kid, own),
      'a key that nobody knows': await sign('EdDSA', randomUUID(), own),
      // Whoever takes the algorithm from the header verifies this with the public key as the secret.
      'the public key as a secret': await sign('HS256', kid, Buffer.from(key?.x ?? '', 'base64url')),
      'no signature': new UnsecuredJWT(claims).encode(),
      'a role more': `${head}.${changed}.${signature}`,
      'a part less': `${head}.${body}`,
      'no token': 'x'.repeat(5_000),
    }
    for (const [what, token] of Object.entries(others)) expect([what, await jar.me(token)]).toEqual([what, 401])
    expect(await jar.me(jar.access.token)).toBe(200)
  })

  test('that has run out opens nothing, and ends nothing that it has opened', async () => {
    const node = await platform.startNode({ ACCESS_TOKEN_SECONDS: '2' })
    const player = await TestPlayer.create([node.url])
    const { token } = player
    await until('it is connected', () => player.connection.status === 'online')
    const raw = (path: string) => fetch(`${node.url}${path}`, { headers: { authorization: `Bearer ${token}` } })
    await until('it has run out', async () => (await raw('/v1/me')).status === 401)
    expect([player.connection.status, player.connects]).toEqual(['online', 1])
    // Whoever asks for themselves gets another one first, for a request and for a socket.
    expect((await player.api.call(addresses.getMe, {})).user.id).toBe(player.user.id)
    player.connection.reconnect()
    await until('it is connected again', () => player.connects === 2)
    const stale = TestPlayer.of({ token, user: player.user, expiresInMs: 60_000 }, [node.url])
    await until('the old one is refused', () => stale.connection.status !== 'online' && stale.connects === 0)
    for (const one of [player, stale]) one.leave()
    await node.stop()
  })

  test('of the key before counts while the next one signs', async () => {
    const jar = await Jar.ofGuest(platform)
    const db = createDb({ url: platform.db.url, poolSize: 2, applicationName: 'test' })
    try {
      const kids = async () => (await jwks()).keys.map(({ kid }) => kid)
      const [before] = await kids()
      expect(await addKey(db, [secret])).toBe(false)
      await platform.db.query("UPDATE signing_key SET created_at = created_at - interval '31 days'")
      await until('a node has made the next one', async () => (await kids()).length === 2)
      // It is published, and doesn't sign yet.
      expect([await kids(), await jar.me(jar.access.token)]).toEqual([[expect.any(String), before], 200])
      await platform.db.query("UPDATE signing_key SET created_at = created_at - interval '61 seconds'")
      const kidOf = (token: string) =>
        (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid
      await until('it signs', async () => kidOf((await Jar.ofGuest(platform)).access.token) !== before, 60_000)
      const next = await Jar.ofGuest(platform)
      expect(await Promise.all([0, 1].map(async (node) => next.me(next.access.token, node)))).toEqual([200, 200])
      expect(await jar.me(jar.access.token)).toBe(200)
      // Two are published, and no more: by then the tokens of the oldest have run out.
      await platform.db.query("UPDATE signing_key SET created_at = created_at - interval '31 days'")
      await until('the oldest is gone', async () => !(await kids()).includes(before))
      expect(await kids()).toHaveLength(2)
    } finally {
      await db.$disconnect()
    }
  }, 120_000)
})

describe('withdrawn', () => {
  test('on another node: the token is refused and the socket closes at once', async () => {
    const player = await TestPlayer.create(platform.urls.toReversed())
    await until('it is connected', () => player.connection.status === 'online')
    const { token } = player
    const answer = await fetch(`${platform.urls[0]}/v1/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.status).toBe(204)
    await until('it is refused', () => player.connection.status === 'refused')
    const jar = await Jar.ofGuest(platform)
    expect([await jar.me(token, 0), await jar.me(token, 1)]).toEqual([401, 401])
    player.leave()
  })

  test('one of several, and all others: by whoever is signed in elsewhere', async () => {
    const body = { name: `Ida ${randomBytes(3).toString('hex')}`, password: 'correct horse battery' }
    const first = await Jar.enter(platform, '/v1/session/account', { body })
    const others = [
      await Jar.enter(platform, '/v1/session/sign-in', { body }),
      await Jar.enter(platform, '/v1/session/sign-in', { body }),
    ]
    const [second, third] = others
    const { token } = first.access
    const stranger = await Jar.ofGuest(platform)
    // What is somebody else's isn't ended, and isn't said to be there.
    expect((await stranger.ask('DELETE', `/v1/session/list/${first.sessionId}`, { token: stranger.access.token })).status).toBe(
      204,
    )
    expect((await first.ask('DELETE', `/v1/session/list/${second?.sessionId}`, { token })).status).toBe(204)
    expect(await Promise.all([first, second, third].map(async (jar) => jar?.me(jar.access.token)))).toEqual([200, 401, 200])
    expect((await second?.refresh())?.status).toBe(401)
    expect((await first.ask('DELETE', '/v1/session/others', { token })).status).toBe(204)
    expect(await Promise.all([first, third, stranger].map(async (jar) => jar?.me(jar.access.token)))).toEqual([200, 401, 200])
    expect((await first.refresh()).status).toBe(200)
  })

  test('by the cookie alone, where the token has run out; and only this slot’s cookie goes', async () => {
    const jar = await Jar.ofGuest(platform)
    const { status, headers } = await jar.ask('DELETE', '/v1/session')
    expect([status, headers.getSetCookie()]).toEqual([
      204,
      [expect.stringMatching(/^eduscale-[0-9a-f]{8}-program=; .*Max-Age=0/)],
    ])
    expect(await jar.me(jar.access.token, 0)).toBe(401)
  })

  test('while no message arrives: nodes read it by themselves', async () => {
    const player = await TestPlayer.create(platform.urls)
    await until('it is connected', () => player.connection.status === 'online')
    await platform.db.query('UPDATE session SET withdrawn_at = clock_timestamp() WHERE user_id = $1', [player.user.id])
    await until('it is refused', () => player.connection.status === 'refused', 5_000)
    expect((await player.http('GET', '/v1/me')).status).toBe(401)
    player.leave()
  })

  test('a node that starts afterwards lets nobody in by it', async () => {
    const jar = await Jar.ofGuest(platform)
    await jar.ask('DELETE', '/v1/session', { token: jar.access.token })
    const node = await platform.startNode()
    const answer = await fetch(`${node.url}/v1/me`, { headers: { authorization: `Bearer ${jar.access.token}` } })
    expect(answer.status).toBe(401)
    await node.stop()
  })

  test('the guest’s key doesn’t lead to the member', async () => {
    const guest = await Jar.ofGuest(platform)
    const body = { name: `Ida ${randomBytes(3).toString('hex')}`, password: 'correct horse battery' }
    const member = await Jar.enter(platform, '/v1/session/account', { body, token: guest.access.token })
    expect(member.access.user.id).toBe(guest.access.user.id)
    expect(await guest.refresh()).toMatchObject({ status: 401, reason: 'upgraded' })
    expect([await guest.me(guest.access.token), await member.me(member.access.token)]).toEqual([401, 200])
  })
})

test('roles that have changed count at once, whatever the token says, and the page is told', async () => {
  const player = await TestPlayer.create(platform.urls)
  await until('it is connected', () => player.connection.status === 'online')
  const old = TestPlayer.of({ token: player.token, user: player.user, expiresInMs: 60_000 }, platform.urls)
  const isAdmin = async () => (await old.http('GET', '/v1/me')).body['isStaff']
  await grantRole(platform.db, player.user.id, 'admin')
  await until('the old token is an administrator’s', async () => (await isAdmin()) === true, 5_000)
  await until('the page is told', () => player.notices.some(({ t }) => t === 'roles:changed'), 5_000)
  await player.renew()
  expect(claimsOf(player.token).roles).toEqual(['learner', 'admin'])
  await platform.db.query(
    `WITH revoked AS (UPDATE role_grant SET revoked_at = clock_timestamp() WHERE user_id = $1)
     UPDATE "user" SET roles_changed_at = clock_timestamp() WHERE id = $1`,
    [player.user.id],
  )
  await until('no token is one any more', async () => (await isAdmin()) === false, 5_000)
  expect([(await player.http('GET', '/v1/me')).body['isStaff'], player.connection.status]).toEqual([false, 'online'])
  player.leave()
})

describe('tokens of before', () => {
  async function former(kind: 'guest' | 'member'): Promise<{ token: string; id: string }> {
    const [token, id] = [randomBytes(32).toString('base64url'), randomUUID()]
    await platform.db.query('INSERT INTO "user" (id, name, name_key, kind) VALUES ($1::uuid, $2, $1, $3)', [
      id,
      `Former ${kind}`,
      kind,
    ])
    await platform.db.query(
      "INSERT INTO bearer_token (token_hash, user_id, expires_at) VALUES ($1, $2, now() + interval '40 days')",
      [createHash('sha256').update(token).digest(), id],
    )
    return { token, id }
  }

  test.each(['guest', 'member'] as const)('a %s goes on as who they were, also if the first answer is lost', async (kind) => {
    const { token, id } = await former(kind)
    expect(await (await Jar.ofGuest(platform)).me(token)).toBe(401)
    await Jar.enter(platform, '/v1/session/exchange', { token })
    const jar = await Jar.enter(platform, '/v1/session/exchange', { token })
    expect([jar.access.user.id, await jar.me(jar.access.token)]).toEqual([id, 200])
    await jar.sleep(120)
    expect((await jar.refresh()).status).toBe(200)
    // It has done its work: whoever finds it later gets nothing, and ends nothing.
    await jar.sleep(120)
    await expect(Jar.enter(platform, '/v1/session/exchange', { token })).rejects.toThrow('401')
    expect((await jar.refresh()).status).toBe(200)
  })

  test('an invented one is nobody’s, and one whose owner has ended all sessions is worth nothing', async () => {
    await expect(Jar.enter(platform, '/v1/session/exchange', { token: 'invented' })).rejects.toThrow('401')
    const { token } = await former('guest')
    const jar = await Jar.enter(platform, '/v1/session/exchange', { token })
    await jar.ask('DELETE', '/v1/session', { token: jar.access.token })
    await expect(Jar.enter(platform, '/v1/session/exchange', { token })).rejects.toThrow('401')
  })
})

test('a node that serves identity and has no secret doesn’t start, and says what is missing', async () => {
  await expect(platform.startNode({ SESSION_SECRET: '' })).rejects.toThrow(/SESSION_SECRET is missing/)
  await expect(platform.startNode({ SESSION_SECRET: 'short' })).rejects.toThrow(/SESSION_SECRET: each at least 32 characters/)
  const node = await platform.startNode({ SESSION_SECRET: '', AREAS: 'judge' })
  await node.stop()
})

test('another secret lets everybody in who was in, as long as the former one is named', async () => {
  const jar = await Jar.ofGuest(platform)
  const node = await platform.startNode({ SESSION_SECRET: `${randomBytes(32).toString('hex')},${secret}` })
  const headers = { origin, 'session-slot': 'program', cookie: jar.cookie }
  expect((await fetch(`${node.url}/v1/session/refresh`, { method: 'POST', headers })).status).toBe(200)
  await node.stop()
})

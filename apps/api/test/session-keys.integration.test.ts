import { addresses } from '@eduscale/contracts/routes/addresses'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import { TestPlayer } from '@eduscale/testing/test-player'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findKept, hearSecrets, makeTraces, plantOne } from './secrets'
import { Jar } from './session-world'
import { lang, newName, password } from './ways-in'

/* The keys that renew a session: who gets which, when answers are lost, late or doubled, and when two hold the same. */
let platform: TestPlatform
const minute = 60
const secrets = hearSecrets()

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false, env: { LOG_LEVEL: 'trace' } })
}, 120_000)
afterAll(async () => {
  secrets.stop()
  await platform.stop()
})

test('each use brings the next key, and a page that is loaded again soon brings the same', async () => {
  const jar = await Jar.ofGuest(platform)
  expect(jar.number).toBe(1)
  expect([(await jar.refresh()).status, jar.number]).toEqual([200, 1])
  for (const next of [2, 3, 4]) {
    await jar.sleep(2 * minute)
    expect([(await jar.refresh(next % 2)).status, jar.number]).toEqual([200, next])
  }
})

test('twenty tabs that show the same key at once, to two nodes, get one and the same next key', async () => {
  const jar = await Jar.ofGuest(platform)
  for (let round = 1; round <= 5; round += 1) {
    await jar.sleep(2 * minute)
    const { cookie } = jar
    const tabs = await Promise.all(
      Array.from({ length: 20 }, async (_, tab) => {
        jar.cookie = cookie
        const { status, token } = await jar.refresh(tab % 2)
        return { status, next: jar.number, token }
      }),
    )
    expect(new Set(tabs.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await jar.row()).number).toBe(round + 1)
    expect(jar.number).toBe(round + 1)
    expect(await Promise.all(tabs.map(async ({ token }, tab) => jar.me(token, tab % 2)))).toEqual(tabs.map(() => 200))
  }
})

test('the answer is lost, and eight hours later the same key is shown again', async () => {
  const jar = await Jar.ofGuest(platform)
  await jar.sleep(2 * minute)
  await jar.loseAnswer()
  await jar.sleep(8 * 60 * minute)
  expect([(await jar.refresh(1)).status, jar.number]).toEqual([200, 2])
  await jar.sleep(2 * minute)
  expect([(await jar.refresh()).status, jar.number]).toEqual([200, 3])
})

test('a browser whose jar went back by one key is still who it was', async () => {
  const jar = await Jar.ofGuest(platform)
  for (let round = 0; round < 3; round += 1) {
    await jar.sleep(2 * minute)
    const before = jar.cookie
    await jar.refresh()
    jar.cookie = before
    await jar.sleep(round === 2 ? 20 * 86_400 : 30)
    expect((await jar.refresh(1)).status).toBe(200)
  }
})

test('the key before the predecessor leads on for twenty seconds, and after that ends the family', async () => {
  const jar = await Jar.ofGuest(platform)
  const first = jar.cookie
  for (const _ of [1, 2]) {
    await jar.sleep(2 * minute)
    await jar.refresh()
  }
  const newest = jar.cookie
  jar.cookie = first
  expect([(await jar.refresh()).status, jar.number]).toEqual([200, 3])
  await jar.sleep(21)
  jar.cookie = first
  expect(await jar.refresh()).toMatchObject({ status: 401, reason: 'stolen' })
  // It isn't known who is the owner: nobody goes on.
  jar.cookie = newest
  expect(await jar.refresh()).toMatchObject({ status: 401, reason: 'stolen' })
})

test('a stolen key ends the family, on every node, and its owner can see it', async () => {
  const name = `Ida ${Math.random().toString(36).slice(2, 8)}`
  const body = { name, password: 'correct horse battery' }
  const owner = await Jar.enter(platform, '/v1/session/account', { body })
  const stolen = owner.cookie
  let token = ''
  for (const _ of [1, 2, 3]) {
    await owner.sleep(2 * minute)
    token = (await owner.refresh()).token
  }
  expect(await owner.me(token, 1)).toBe(200)
  const kept = owner.cookie
  owner.cookie = stolen
  expect((await owner.refresh(1)).status).toBe(401)
  owner.cookie = kept
  expect((await owner.refresh()).status).toBe(401)
  await expect.poll(async () => Promise.all([owner.me(token, 0), owner.me(token, 1)])).toEqual([401, 401])
  const entries = await platform.db.query('SELECT action, data FROM audit_entry WHERE subject = $1', [owner.access.user.id])
  expect(entries).toEqual([
    { action: 'session-stolen', data: expect.objectContaining({ session: owner.sessionId, key: 1, newest: 4 }) },
  ])
  const again = await Jar.enter(platform, '/v1/session/sign-in', { body })
  const list = (await again.ask('GET', '/v1/session/list', { token: again.access.token })).body
  expect(list).toMatchObject({ sessions: [{ id: again.sessionId, isCurrent: true }], stolen: [{ id: owner.sessionId }] })
})

test('a thief who takes turns with the owner is never two keys apart, and is found all the same', async () => {
  const jar = await Jar.ofGuest(platform)
  let [owner, thief] = [jar.cookie, jar.cookie]
  let turns = 0
  for (let status = 200; status === 200 && turns < 50; turns += 1) {
    await jar.sleep(4 * minute)
    jar.cookie = owner
    status = (await jar.refresh()).status
    owner = jar.cookie
    if (status !== 200) break
    await jar.sleep(minute / 2)
    jar.cookie = thief
    status = (await jar.refresh()).status
    thief = jar.cookie
  }
  expect(turns).toBeLessThan(30)
  expect(await jar.row()).toMatchObject({ reason: 'stolen' })
})

test('an answer that was lost, then a crash a moment after it came: the jar is behind by one key and not by two', async () => {
  const jar = await Jar.ofGuest(platform)
  const onDisk = jar.cookie
  await jar.sleep(2 * minute)
  await jar.loseAnswer()
  await jar.sleep(8 * 60 * minute)
  await jar.refresh()
  await jar.sleep(5)
  // As another tab does that has waited for it.
  await jar.refresh()
  await jar.sleep(20)
  jar.cookie = onDisk
  expect((await jar.refresh()).status).toBe(200)
})

test.each([
  ['once in a while', minute - 10],
  ['all the time', 15],
])('a thief who shows the former key %s, so that the newest one stays, is found as well', async (_how, pause) => {
  const jar = await Jar.ofGuest(platform)
  const stolen = jar.cookie
  await jar.sleep(2 * minute)
  await jar.refresh()
  let owner = jar.cookie
  let turns = 0
  for (let status = 200; status === 200 && turns < 40; turns += 1) {
    for (let slept = 0; slept < 4 * minute; slept += pause) {
      await jar.sleep(pause)
      jar.cookie = stolen
      status = (await jar.refresh()).status
    }
    jar.cookie = owner
    if (status === 200) status = (await jar.refresh()).status
    owner = jar.cookie
  }
  expect(turns).toBeLessThan(30)
  expect(await jar.row()).toMatchObject({ reason: 'stolen' })
})

test('who loses each answer for hours, while the newest key reaches nobody, is still who they were', async () => {
  const jar = await Jar.ofGuest(platform)
  await jar.sleep(2 * minute)
  for (let lost = 0; lost < 60; lost += 1) {
    await jar.loseAnswer()
    await jar.sleep(2 * minute)
  }
  expect((await jar.refresh()).status).toBe(200)
})

test('a session that nobody uses for thirty days is over, and any after ninety', async () => {
  const day = 86_400
  const idle = await Jar.ofGuest(platform)
  await idle.sleep(29 * day)
  expect((await idle.refresh()).status).toBe(200)
  await idle.sleep(31 * day)
  expect((await idle.refresh()).status).toBe(401)
  const used = await Jar.ofGuest(platform)
  for (const days of [25, 25, 25, 14]) {
    await used.sleep(days * day)
    expect((await used.refresh()).status).toBe(200)
  }
  await used.sleep(2 * day)
  expect((await used.refresh()).status).toBe(401)
})

test('a database that was set back to yesterday signs nobody out', async () => {
  const jar = await Jar.ofGuest(platform)
  for (const _ of [1, 2, 3]) {
    await jar.sleep(2 * minute)
    await jar.refresh()
  }
  await platform.db.query('UPDATE session SET number = 2 WHERE id = $1', [jar.sessionId])
  expect([(await jar.refresh()).status, jar.number]).toEqual([200, 5])
})

test('keys are in a cookie that no script and no other site can have, and a refresh only ever sets it', async () => {
  const jar = await Jar.ofGuest(platform)
  const { headers } = await jar.ask('POST', '/v1/session/refresh')
  const [set = ''] = headers.getSetCookie()
  expect(set).toMatch(/^eduscale-[0-9a-f]{8}-program=[\w-]{70}; Path=\/v1\/session; Max-Age=\d+; HttpOnly; SameSite=Strict$/)
  expect(headers.get('cache-control')).toBe('no-store')
  jar.cookie = jar.cookie.replace(/=.{4}/, '=AAAA')
  const refused = await jar.ask('POST', '/v1/session/refresh')
  expect([refused.status, refused.headers.getSetCookie()]).toEqual([401, []])
})

test('only pages of the platform refresh: without our origin, or a slot, nothing is done', async () => {
  const jar = await Jar.ofGuest(platform)
  const ask = async (headers: Record<string, string>) => {
    const all = { cookie: jar.cookie, ...headers }
    return (await fetch(`${platform.urls[0]}/v1/session/refresh`, { method: 'POST', headers: all })).status
  }
  const origin = 'http://players.test'
  const slot = { 'session-slot': 'program' }
  expect(await ask({ origin, ...slot })).toBe(200)
  expect(await ask({ origin, ...slot, 'sec-fetch-site': 'same-origin' })).toBe(200)
  for (const headers of [
    slot,
    { origin },
    { origin: 'https://elsewhere.example', ...slot },
    { origin: 'null', ...slot },
    { origin, ...slot, 'sec-fetch-site': 'cross-site' },
  ])
    expect([await ask(headers as Record<string, string>), headers]).toEqual([403, headers])
  expect(await ask({ origin, 'session-slot': 'a;b' })).toBe(400)
  expect(await ask({ origin, 'session-slot': 'another' })).toBe(401)
})

test('over https the cookie is for https alone, whatever a request says of itself', async () => {
  const node = await platform.startNode({ PUBLIC_URL: 'https://eduscale.example' })
  const enter = async (url: string) => {
    const headers = { 'session-slot': 'a', 'x-forwarded-proto': 'https' }
    return (await fetch(`${url}/v1/session/guest`, { method: 'POST', headers })).headers.getSetCookie()[0] ?? ''
  }
  expect(await enter(node.url)).toMatch(/^__Secure-eduscale-.*; Secure$/)
  expect(await enter(platform.urls[0] ?? '')).not.toMatch(/Secure/)
  await node.stop()
})

test('no key, token or password of these tests is kept anywhere, or was written to a log', async () => {
  const member = await (await TestPlayer.create(platform.urls)).becomeMember({ name: newName(), password })
  await member.api.call(addresses.changePassword, { body: { password, next: 'another horse, another day', lang } })
  await makeTraces(platform)
  expect(await findKept(platform, secrets)).toEqual([])
  await plantOne(platform, secrets)
  expect(await findKept(platform, secrets)).toEqual(['audit_entry'])
})

import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { createDb } from '@eduscale/db'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renewNameKeys } from '../src/areas/identity/account/account.queries'

let platform: TestPlatform
let url: string

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false, env: { TRUSTED_PROXIES: '127.0.0.1' } })
  url = platform.urls[0] ?? ''
}, 120_000)
afterAll(() => platform.stop())

/** From anywhere: more is asked for here than one address may. */
const someAddress = () => `203.0.${randomInt(256)}.${randomInt(256)}`
const post = async (path: string, body: unknown, token?: string) => {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': someAddress(),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  return {
    status: response.status,
    body: (await response.json()) as { token: string; code: string; user: { id: string; name: string; kind: string } },
  }
}
const password = 'correct horse battery'
const newName = () => `Ada ${randomBytes(3).toString('hex')}`

describe('accounts', () => {
  test('register, sign in on another device, sign out', async () => {
    const name = newName()
    const registered = await post('/v1/session/account', { name, password })
    expect(registered).toMatchObject({ status: 201, body: { user: { name, kind: 'member' } } })
    const signedIn = await post('/v1/session/sign-in', { name: name.toUpperCase(), password })
    expect(signedIn.body.user.id).toBe(registered.body.user.id)

    const headers = { authorization: `Bearer ${signedIn.body.token}` }
    expect((await fetch(`${url}/v1/me`, { headers })).status).toBe(200)
    expect((await fetch(`${url}/v1/session`, { method: 'DELETE', headers })).status).toBe(204)
    expect((await fetch(`${url}/v1/me`, { headers })).status).toBe(401)
    // The other session goes on.
    expect((await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${registered.body.token}` } })).status).toBe(200)
  })

  test('one person has so many sessions at most: the newest', async () => {
    const name = newName()
    const registered = await post('/v1/session/account', { name, password })
    const { id } = registered.body.user
    await platform.db.query(
      `INSERT INTO session (id, user_id, created_at, ends_at)
       SELECT gen_random_uuid(), $1, now() - n * interval '1 minute', now() + interval '1 day' FROM generate_series(1, 150) n`,
      [id],
    )
    const signedIn = await post('/v1/session/sign-in', { name, password })
    const open = 'SELECT min(created_at) > now() - interval $$99 minutes$$ AS newest, count(*)::int FROM session'
    expect(await platform.db.query(`${open} WHERE user_id = $1 AND withdrawn_at IS NULL`, [id])).toEqual([
      { newest: true, count: 100 },
    ])
    const me = async (token: string) => (await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status
    expect(await Promise.all([signedIn.body.token, registered.body.token].map(me))).toEqual([200, 200])
  })

  test('a guest who registers keeps identity, drafts and rating', async () => {
    const guest = await TestPlayer.create([url])
    expect((await guest.http('GET', '/v1/drafts/lonely-mittens/python')).body).toBeNull()
    await guest.http('PUT', '/v1/drafts/lonely-mittens/python', { code: 'mine' })
    const registered = await post('/v1/session/account', { name: newName(), password }, guest.token)
    expect(registered.body.user).toMatchObject({ id: guest.user.id, kind: 'member' })
    const draft = await fetch(`${url}/v1/drafts/lonely-mittens/python`, {
      headers: { authorization: `Bearer ${registered.body.token}` },
    })
    expect(await draft.json()).toMatchObject({ code: 'mine' })
  })

  test.each(['one after the other', 'at the same moment'])('an attempt that is sent again makes one account: %s', async (how) => {
    const guest = await TestPlayer.create([url])
    const body = { name: newName(), password, attemptId: randomUUID() }
    const send = () => post('/v1/session/account', body, guest.token)
    const answers = how === 'at the same moment' ? await Promise.all([send(), send(), send()]) : [await send(), await send()]
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 201, body: { user: { id: guest.user.id, name: body.name, kind: 'member' } } })
    // Each has a session that holds.
    for (const { body: signedIn } of answers)
      expect((await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${signedIn.token}` } })).status).toBe(200)
  })

  test('an attempt of somebody else opens no account', async () => {
    const body = { name: newName(), password, attemptId: randomUUID() }
    expect((await post('/v1/session/account', body)).status).toBe(201)
    expect(await post('/v1/session/account', { ...body, password: 'not the password' })).toMatchObject({ status: 400 })
    expect(await post('/v1/session/account', { ...body, name: newName() })).toMatchObject({ status: 400 })
    expect(await post('/v1/session/account', { ...body, attemptId: randomUUID() })).toMatchObject({
      status: 409,
      body: { code: 'name-taken' },
    })
  })

  test('a guest who becomes a member twice at the same moment is told, and nothing breaks', async () => {
    const guest = await TestPlayer.create([url])
    const answers = await Promise.all(
      [newName(), newName()].map((name) => post('/v1/session/account', { name, password, attemptId: randomUUID() }, guest.token)),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('wrong-state')
  })

  test('a name is taken whatever its case, even by two at the same moment', async () => {
    const name = newName()
    const answers = await Promise.all(
      [name, name.toLowerCase(), name.toUpperCase()].map((one) => post('/v1/session/account', { name: one, password })),
    )
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
    expect(answers.find((answer) => answer.status === 409)?.body.code).toBe('name-taken')
  })

  test('names of any script are taken as they are, and signed in with however they are written', async () => {
    for (const [name, otherwise] of [
      ['हिन्दी', 'हिन्दी '],
      ['Jos\u00E9 Luis', 'Jose\u0301  LUIS'],
      ["Pat O'Brien", 'pat o\u2019brien'],
    ] as const) {
      expect(await post('/v1/session/account', { name, password })).toMatchObject({ status: 201, body: { user: { name } } })
      expect(await post('/v1/session/sign-in', { name: otherwise, password })).toMatchObject({
        status: 201,
        body: { user: { name } },
      })
      expect(await post('/v1/session/account', { name: otherwise, password })).toMatchObject({
        status: 409,
        body: { code: 'name-taken' },
      })
    }
  })

  test.each([
    ['a Cyrillic letter', 'Nora J\u043En\u0435s', 409, 'name-taken'],
    ['two spaces', 'nora  jones', 409, 'name-taken'],
    ['an invisible letter', 'Nora Jones\uFFA0', 400, 'bad-request'],
    ['the platform', '\u0410dmin', 409, 'name-taken'],
    ['the bot', 'B0t Hard', 409, 'name-taken'],
  ])('nobody passes for somebody else: %s', async (_how, name, status, code) => {
    const guest = await TestPlayer.create([url])
    await post('/v1/session/account', { name: 'Nora Jones', password })
    for (const token of [undefined, guest.token])
      expect(await post('/v1/session/account', { name, password }, token)).toMatchObject({ status, body: { code } })
  })

  test('an account of before look-alikes were one name still signs in, and keeps its name from others', async () => {
    const name = 'Zo\u0451 Zed'
    const { body } = await post('/v1/session/account', { name, password })
    await platform.db.query('UPDATE "user" SET name_key = $1 WHERE id = $2', [name.toLowerCase(), body.user.id])
    expect(await post('/v1/session/sign-in', { name, password })).toMatchObject({
      status: 201,
      body: { user: { id: body.user.id } },
    })
    expect(await post('/v1/session/account', { name, password })).toMatchObject({ status: 409, body: { code: 'name-taken' } })
  })

  test('the name of such an account can not be taken in letters that look like its own', async () => {
    const name = 'Антон Zed'
    const { body } = await post('/v1/session/account', { name, password })
    await platform.db.query('UPDATE "user" SET name_key = $1, created_at = $2 WHERE id = $3', [
      name.toLowerCase(),
      '2026-01-01',
      body.user.id,
    ])
    const db = createDb({ url: platform.db.url, poolSize: 1, applicationName: 'test' })
    try {
      expect(await renewNameKeys(db)).toBe(1)
      expect(await renewNameKeys(db)).toBe(0)
    } finally {
      await db.$disconnect()
    }
    expect(await post('/v1/session/account', { name: 'Ahtoh Zed', password })).toMatchObject({
      status: 409,
      body: { code: 'name-taken' },
    })
    expect(await post('/v1/session/sign-in', { name, password })).toMatchObject({
      status: 201,
      body: { user: { id: body.user.id } },
    })
  })

  test('another site has nobody’s browser make a guest', async () => {
    const ask = (origin: string) => fetch(`${url}/v1/session/guest`, { method: 'POST', headers: { origin } })
    expect((await ask('https://elsewhere.example')).status).toBe(403)
    expect((await ask('null')).status).toBe(403)
    expect((await ask('http://127.0.0.1:4000')).status).toBe(201)
  })

  test.each(['password', '12345678', 'Wendy-Guess'])('a password that is tried first is refused: %s', async (guessed) => {
    const answer = await post('/v1/session/account', { name: 'Wendy Guess', password: guessed })
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request', data: { field: 'password' } } })
  })

  test('a wrong password and an unknown name get the same answer', async () => {
    const name = newName()
    await post('/v1/session/account', { name, password })
    const [wrong, unknown] = await Promise.all([
      post('/v1/session/sign-in', { name, password: 'not this' }),
      post('/v1/session/sign-in', { name: newName(), password }),
    ])
    expect(wrong).toEqual(unknown)
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong-password' } })
  })

  test('neither tokens nor passwords are stored as they are', async () => {
    const name = newName()
    const { body } = await post('/v1/session/account', { name, password })
    const dump = JSON.stringify([
      await platform.db.query('SELECT * FROM session WHERE user_id = $1', [body.user.id]),
      await platform.db.query('SELECT *, encode(sealed_key, $1) FROM signing_key', ['escape']),
      await platform.db.query('SELECT * FROM "user" WHERE id = $1', [body.user.id]),
    ])
    expect(dump).toContain('$argon2id$')
    expect(dump).not.toContain(password)
    expect(dump).not.toContain(body.token)
  })
})

describe('judging is interrupted', () => {
  test('a submission is refused with a clear sentence, and the draft stays', async () => {
    const guest = await TestPlayer.create([url])
    const answer = await guest.http('POST', '/v1/submissions', {
      cid: randomUUID(),
      slug: 'lonely-mittens',
      language: 'python',
      code: 'x',
    })
    expect(answer).toMatchObject({ status: 503, body: { code: 'execution-suspended' } })
    expect((await guest.http('GET', '/v1/status')).body['execution']).toMatchObject({ state: 'suspended' })
  })
})

import { randomUUID } from 'node:crypto'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import { TestPlayer } from '@eduscale/testing/test-player'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createMember,
  createReader,
  finishSignIn,
  lang,
  letProofsRunOut,
  mailsTo,
  newName,
  password,
  post,
  signIn,
  type Member,
} from './ways-in'

/* Codes of an app at a sign-in, and those for when it is lost. */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false, env: { DEV_MAIL: 'on' } })
}, 120_000)
afterAll(() => platform.stop())

interface Secured {
  codes: string[]
  /** The app's code of so many steps from now. */
  codeAt: (steps: number) => string
}

const appOf = (secret: unknown) => new TOTP({ secret: Secret.fromBase32(String(secret)) })
const codeOf = (app: TOTP, steps: number) => app.generate({ timestamp: Date.now() + steps * 30_000 })

async function turnOn({ player }: Member): Promise<Secured> {
  const begun = await player.ask('beginSecondFactor', {})
  const app = appOf(begun.body['secret'])
  const on = await player.ask('turnSecondFactorOn', { body: { code: codeOf(app, -1), lang } })
  expect(on.status).toBe(200)
  return { codes: on.body['recoveryCodes'] as string[], codeAt: (steps) => codeOf(app, steps) }
}

async function takeTicket(name: string, devices: string[] = []): Promise<unknown> {
  const answer = await signIn(platform, name, password, devices)
  expect(answer).toMatchObject({ status: 401, body: { code: 'second-factor' } })
  return answer.body.data['ticket']
}

test('it counts once a code was shown back, and a sign-in asks for one from then on', async () => {
  const member = await createMember(platform)
  const { player, name } = member
  const begun = await player.ask('beginSecondFactor', {})
  expect(begun.body['uri']).toContain('otpauth://totp/EduScale:')
  expect((await player.ask('turnSecondFactorOn', { body: { code: '000 000', lang } })).body['code']).toBe('wrong-code')
  expect((await signIn(platform, name)).status).toBe(201)
  expect((await player.ask('getOwnAccount', {})).body['secondFactor']).toBeNull()

  const { codes, codeAt } = await turnOn(member)
  expect(new Set(codes).size).toBe(10)
  expect((await player.ask('getOwnAccount', {})).body['secondFactor']).toMatchObject({ recoveryCodes: 10 })
  const ticket = await takeTicket(name)
  const me = await fetch(`${platform.urls[0]}/v1/me`, { headers: { authorization: `Bearer ${String(ticket)}` } })
  expect(me.status).toBe(401)
  const signedIn = await finishSignIn(platform, { ticket, code: codeAt(0) })
  expect(signedIn).toMatchObject({ status: 201, body: { user: { id: member.id } } })
  const elsewhere = TestPlayer.of(signedIn.body, platform.urls)
  expect((await elsewhere.ask('getMe', {})).status).toBe(200)
  // A sign-in by both is proof enough.
  expect((await elsewhere.ask('renewRecoveryCodes', {})).status).toBe(200)
})

test('a code works once: at the same moment, later, and the one before it', async () => {
  const member = await createMember(platform)
  const { codeAt } = await turnOn(member)
  const tickets = await Promise.all([takeTicket(member.name), takeTicket(member.name)])
  const code = codeAt(0)
  const answers = await Promise.all(tickets.map((ticket) => finishSignIn(platform, { ticket, code })))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 401])
  const ticket = await takeTicket(member.name)
  for (const used of [code, codeAt(-1)])
    expect((await finishSignIn(platform, { ticket, code: used })).body.code).toBe('wrong-code')
  expect((await finishSignIn(platform, { ticket, code: codeAt(1) })).status).toBe(201)
})

test('a ticket makes one session, and none after the password was changed', async () => {
  const member = await createMember(platform)
  const { codes } = await turnOn(member)
  const ticket = await takeTicket(member.name)
  const answers = await Promise.all([0, 1].map((n) => finishSignIn(platform, { ticket, code: codes[n] ?? '' })))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 410])
  const late = await takeTicket(member.name)
  const next = 'another horse, another day'
  expect((await member.player.ask('changePassword', { body: { password, next, lang } })).status).toBe(200)
  expect((await finishSignIn(platform, { ticket: late, code: codes[2] ?? '' })).body.code).toBe('link-spent')
  expect((await finishSignIn(platform, { ticket: 'x'.repeat(43), code: '123456' })).body.code).toBe('link-spent')
})

test('a code for when the app is lost works once, however it is typed; ten others end those of before', async () => {
  const member = await createMember(platform)
  const { codes } = await turnOn(member)
  const typed = (codes[0] ?? '').toUpperCase().replace('-', ' ')
  expect((await finishSignIn(platform, { ticket: await takeTicket(member.name), code: typed })).status).toBe(201)
  const ticket = await takeTicket(member.name)
  expect((await finishSignIn(platform, { ticket, code: codes[0] ?? '' })).body.code).toBe('wrong-code')
  const renewed = (await member.player.ask('renewRecoveryCodes', {})).body['recoveryCodes'] as string[]
  expect((await finishSignIn(platform, { ticket, code: codes[1] ?? '' })).body.code).toBe('wrong-code')
  expect((await finishSignIn(platform, { ticket, code: renewed[0] ?? '' })).status).toBe(201)
})

test('after five wrong codes the password is asked for again, and wrong ones slow down; the owner’s browser gets in', async () => {
  const member = await createMember(platform)
  const known = await signIn(platform, member.name)
  const { codeAt } = await turnOn(member)
  const ticket = await takeTicket(member.name)
  const codes: string[] = []
  for (let tries = 0; tries < 6; tries += 1) codes.push((await finishSignIn(platform, { ticket, code: '12-345' })).body.code)
  expect(codes).toEqual([...Array.from({ length: 5 }, () => 'wrong-code'), 'link-spent'])
  const second = await takeTicket(member.name)
  expect((await finishSignIn(platform, { ticket: second, code: '12-345' })).body.code).toBe('wrong-code')
  expect((await finishSignIn(platform, { ticket: second, code: '12-345' })).body.code).toBe('rate-limited')
  const devices = [known.body.device]
  const own = await takeTicket(member.name, devices)
  expect((await finishSignIn(platform, { ticket: own, code: codeAt(0), devices })).status).toBe(201)
})

test('the attempt that made the account, sent again, is no way around it', async () => {
  const body = { name: newName(), password, attemptId: randomUUID() }
  const made = await post(platform, '/v1/session/account', body)
  expect((await post(platform, '/v1/session/account', body)).status).toBe(201)
  const player = TestPlayer.of(made.body, platform.urls)
  await turnOn({ name: body.name, player, id: player.user.id })
  expect((await post(platform, '/v1/session/account', body)).body.code).toBe('wrong-state')
})

test('what secures the account asks again, by the code too', async () => {
  const member = await createMember(platform)
  const { player } = member
  const { codes } = await turnOn(member)
  await letProofsRunOut(platform, member)
  const next = 'another horse, another day'
  const asked = [
    player.http('DELETE', '/v1/account/second-factor?lang=en'),
    player.ask('beginSecondFactor', {}),
    player.ask('renewRecoveryCodes', {}),
    player.ask('turnSecondFactorOn', { body: { code: '123456', lang } }),
    player.ask('changePassword', { body: { password, next, lang } }),
  ]
  expect((await Promise.all(asked)).map(({ body }) => body['code'])).toEqual(asked.map(() => 'proof-needed'))
  expect((await player.ask('proveAgain', { body: { password } })).body).toMatchObject({
    code: 'wrong-code',
    data: { field: 'code' },
  })
  expect((await player.ask('proveAgain', { body: { password, code: codes[0] ?? '' } })).status).toBe(204)
  expect((await player.http('DELETE', '/v1/account/second-factor?lang=en')).status).toBe(204)
  expect((await signIn(platform, member.name)).status).toBe(201)
  expect(await platform.db.query('SELECT 1 FROM recovery_code WHERE user_id = $1', [member.id])).toEqual([])
})

test('another app takes the place of the one before when its first code was shown back, and its owner is told', async () => {
  const reader = await createReader(platform)
  const before = await turnOn(reader)
  const begun = await reader.player.ask('beginSecondFactor', {})
  expect((await finishSignIn(platform, { ticket: await takeTicket(reader.name), code: before.codeAt(0) })).status).toBe(201)
  const app = appOf(begun.body['secret'])
  expect((await reader.player.ask('turnSecondFactorOn', { body: { code: codeOf(app, -1), lang } })).status).toBe(200)
  const ticket = await takeTicket(reader.name)
  expect((await finishSignIn(platform, { ticket, code: before.codeAt(1) })).body.code).toBe('wrong-code')
  expect((await finishSignIn(platform, { ticket, code: codeOf(app, 0) })).status).toBe(201)
  expect((await reader.player.http('DELETE', '/v1/account/second-factor?lang=uk')).status).toBe(204)
  // Two nodes send them, in whatever order.
  const subjects = (await mailsTo(platform, reader.email, 4)).map(({ subject }) => subject)
  expect(subjects.slice(0, 3).toSorted()).toEqual(['The second step is on', 'The second step is on', 'Другий крок вимкнено'])
})

test('neither secrets nor codes stand in the database', async () => {
  const member = await createMember(platform)
  const begun = await member.player.ask('beginSecondFactor', {})
  const secret = Secret.fromBase32(String(begun.body['secret'])).hex.toLowerCase()
  const { codes } = await turnOn(member)
  const rows = await Promise.all(
    ['second_factor', 'recovery_code'].map((table) =>
      platform.db.query(`SELECT t::text FROM ${table} t WHERE user_id = $1`, [member.id]),
    ),
  )
  const text = JSON.stringify(rows).toLowerCase()
  expect(text).not.toContain(secret)
  for (const code of codes) for (const form of [code, code.replace('-', '')]) expect(text).not.toContain(form)
})

test('a platform without a secret for it offers none', async () => {
  const node = await platform.startNode({ ACCOUNT_SECRET: '' })
  const { player } = await createMember(platform)
  expect((await player.ask('getOwnAccount', {}, node.url)).body['canHaveSecondFactor']).toBe(false)
  expect((await player.ask('beginSecondFactor', {}, node.url)).body['code']).toBe('no-second-factor')
  await node.stop()
})

test('a session that was proved by the password alone is proved no more once the second step is on', async () => {
  const member = await createMember(platform)
  const thief = TestPlayer.of((await signIn(platform, member.name)).body, platform.urls)
  await turnOn(member)
  expect((await thief.ask('renewRecoveryCodes', {})).body['code']).toBe('proof-needed')
  expect((await thief.http('DELETE', '/v1/account/second-factor?lang=en')).body['code']).toBe('proof-needed')
  expect((await member.player.ask('renewRecoveryCodes', {})).status).toBe(200)
})

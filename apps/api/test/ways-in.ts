import { randomBytes } from 'node:crypto'
import { addresses } from '@eduscale/contracts/routes/addresses'
import { TestPlayer } from '@eduscale/testing/test-player'
import { until, type TestPlatform } from '@eduscale/testing/test-platform'
import { connectionTo } from '@eduscale/db/connection'
import { Client } from 'pg'

/* What tests of passwords, addresses and second factors share. */

export const password = 'correct horse battery'
export const lang = 'en'
export const newName = () => `Pat ${randomBytes(4).toString('hex')}`

export interface Member {
  name: string
  player: TestPlayer
  id: string
}

export async function createMember(platform: TestPlatform): Promise<Member> {
  const name = newName()
  const player = await (await TestPlayer.create(platform.urls)).becomeMember({ name, password })
  return { name, player, id: player.user.id }
}

interface Answer {
  status: number
  body: {
    token: string
    expiresInMs: number
    device: string
    code: string
    user: TestPlayer['user']
    data: Record<string, unknown>
  }
}

/** As nobody; `address` where the platform trusts 127.0.0.1 as a proxy. */
export async function post(platform: TestPlatform, path: string, body: unknown, address?: string): Promise<Answer> {
  const response = await fetch(`${platform.urls[0]}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(address !== undefined && { 'x-forwarded-for': address }) },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] }
}

const pathOf = (name: 'signIn' | 'finishSignIn') => addresses[name].split(' ')[1] ?? ''

export function signIn(platform: TestPlatform, name: string, given = password, devices: string[] = []): Promise<Answer> {
  return post(platform, pathOf('signIn'), { name, password: given, devices })
}

export function finishSignIn(
  platform: TestPlatform,
  body: { ticket: unknown; code: string; devices?: string[] },
): Promise<Answer> {
  return post(platform, pathOf('finishSignIn'), body)
}

/** Which session a token is of. */
export function sessionIdOf(token: string): string {
  const { sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sid: string }
  return sid
}

/** Their session was proved longer ago than a proof holds. */
export async function letProofsRunOut(platform: TestPlatform, { id }: Member): Promise<void> {
  await platform.db.query("UPDATE session_proof SET proved_at = now() - interval '11 minutes' WHERE user_id = $1", [id])
}

/** Of a platform with DEV_MAIL: what went to an address, newest first, once there are so many. */
export async function mailsTo(platform: TestPlatform, address: string, least = 1): Promise<{ subject: string; text: string }[]> {
  const read = () =>
    platform.db.query<{ subject: string; text: string }>(
      'SELECT subject, text FROM shown_mail WHERE address = $1 ORDER BY id DESC',
      [address],
    )
  await until(`there are ${least} mails to ${address}`, async () => (await read()).length >= least)
  return read()
}

export function secretIn(mail: { text: string } | undefined): string {
  return /#([\w-]{43})$/m.exec(mail?.text ?? '')?.[1] ?? ''
}

/** Somebody with an address that was proved. */
export async function createReader(platform: TestPlatform): Promise<Member & { email: string }> {
  const member = await createMember(platform)
  const email = `${member.name.toLowerCase().replace(' ', '.')}@example.org`
  await member.player.api.call(addresses.changeEmail, { body: { address: email, lang } })
  const [mail] = await mailsTo(platform, email)
  await post(platform, '/v1/email-confirmations', { token: secretIn(mail), lang })
  return { ...member, email }
}

/** Somebody's request that was let in before these statements on their account are committed, and is answered after. */
export async function actBehind<Result>(
  platform: TestPlatform,
  { id, changes }: { id: string; changes: readonly string[] },
  act: () => Promise<Result>,
): Promise<Result> {
  const client = new Client(connectionTo(platform.db.url))
  await client.connect()
  try {
    await client.query('BEGIN')
    for (const change of changes) await client.query(change, [id])
    let isDone = false
    const answer = act().finally(() => (isDone = true))
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%"user"%'`
    await until('it waits, or has been done', async () => isDone || (await platform.db.query(waiting)).length > 0)
    await client.query('COMMIT')
    return await answer
  } finally {
    await client.end()
  }
}

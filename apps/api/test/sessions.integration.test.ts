import { randomBytes } from 'node:crypto'
import { SocketLink } from '@eduscale/client/socket-link'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 120_000)
afterAll(() => platform.stop())

/** Connected to the one node and to the other. */
async function online(player: TestPlayer): Promise<TestPlayer[]> {
  const tabs = [player, player.inAnotherTab(platform.urls.toReversed())]
  for (const tab of tabs) {
    tab.connection.reconnect()
    await until('the connection is there', () => tab.connection.status === 'online')
  }
  return tabs
}
const refused = (tabs: readonly TestPlayer[]) =>
  until('the connections are refused', () => tabs.every((tab) => tab.connection.status === 'refused'))

test('signing out ends the connections of that session on every node, and of no other', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
  const tabs = await online(host)
  const elsewhere = await online(friend)
  expect((await host.http('DELETE', '/v1/session')).status).toBe(204)
  await refused(tabs)
  expect(elsewhere.map((tab) => tab.connection.status)).toEqual(['online', 'online'])
  expect(await friend.room(battleId).sendChat('good-luck')).toBeNull()
  for (const player of [...tabs, ...elsewhere]) player.leave()
})

test('the guest’s token is worth nothing once the guest is a member', async () => {
  const guest = await TestPlayer.create(platform.urls)
  const tabs = await online(guest)
  const member = await guest.becomeMember({ name: `Ida ${randomBytes(3).toString('hex')}`, password: 'correct horse battery' })
  expect(member.user.id).toBe(guest.user.id)
  await refused(tabs)
  expect((await guest.http('GET', '/v1/me')).status).toBe(401)
  expect((await member.http('GET', '/v1/me')).status).toBe(200)
  const again = await online(member)
  for (const player of [...tabs, ...again]) player.leave()
})

test('a session that ends in the database alone ends its connections, too', async () => {
  const player = await TestPlayer.create(platform.urls)
  const tabs = await online(player)
  await platform.db.query('UPDATE session SET withdrawn_at = now() WHERE user_id = $1', [player.user.id])
  await refused(tabs)
  expect((await player.http('GET', '/v1/me')).status).toBe(401)
  for (const tab of tabs) tab.leave()
})

test('a spectator who signs out is no spectator any more', async () => {
  const spectator = await TestPlayer.create(platform.urls)
  const seen: string[] = []
  const link = new SocketLink({
    url: platform.urls[0] ?? '',
    namespace: '/watch',
    auth: { token: spectator.token },
    timeoutMs: 10_000,
    onOpen: () => seen.push('open'),
    onLost: () => seen.push('lost'),
    on: {},
  })
  await until('it is connected', () => seen.length === 1)
  expect((await spectator.http('DELETE', '/v1/session', undefined, platform.urls[1])).status).toBe(204)
  await until('it is lost', () => seen.length === 2)
  expect(seen).toEqual(['open', 'lost'])
  link.close()
})

test('another token for the bot withdraws the one before', async () => {
  const ask = async (path: string, method: string, token: string) => {
    const answer = await fetch(`${platform.urls[0]}${path}`, { method, headers: { authorization: `Bearer ${token}` } })
    return { status: answer.status, body: (await answer.json()) as { token: string } }
  }
  const enter = (token: string) => ask('/v1/session/exchange', 'POST', token)
  const [before, after] = [randomBytes(24).toString('hex'), randomBytes(24).toString('hex')]
  await platform.startNode({ BOT_TOKEN: before })
  const first = await enter(before)
  expect([first.status, (await enter(before)).status]).toEqual([200, 200])
  expect((await ask('/v1/me', 'GET', first.body.token)).status).toBe(200)
  await platform.startNode({ BOT_TOKEN: after })
  expect([(await enter(before)).status, (await enter(after)).status]).toEqual([401, 200])
  await until('its tokens are refused', async () => (await ask('/v1/me', 'GET', first.body.token)).status === 401)
})

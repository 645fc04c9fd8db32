import { TcpProxy } from '@eduscale/testing/tcp-proxy'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

/* What is withdrawn counts on every node, though nothing can be said over Redis. */
let platform: TestPlatform
let network: TcpProxy
let env: Record<string, string>

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 0, runner: false })
  const redisUrl = platform.redisUrlOf('api')
  const { hostname, port } = new URL(redisUrl)
  network = await TcpProxy.start({ host: hostname, port: Number(port) })
  env = { REDIS_URL: network.replaceIn(redisUrl) }
  const nodes = await Promise.all([platform.startNode(env), platform.startNode(env)])
  platform.urls.push(...nodes.map(({ url }) => url))
}, 120_000)
afterAll(async () => {
  await platform.stop()
  await network.close()
})

test('signed out on one node while Redis is away: refused on the others, and on one that starts then', async () => {
  const player = await TestPlayer.create(platform.urls.toReversed())
  const other = await TestPlayer.create(platform.urls.toReversed())
  for (const one of [player, other]) await until('it is connected', () => one.connection.status === 'online')
  const { token } = player
  const me = async (url: string | undefined) =>
    (await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status

  network.set('reset')
  const answer = await fetch(`${platform.urls[0]}/v1/session`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  })
  expect([answer.status, await me(platform.urls[0])]).toEqual([204, 401])
  await until('its socket on the other node is closed', () => player.connection.status === 'refused')
  expect(await me(platform.urls[1])).toBe(401)
  const late = await platform.startNode(env)
  expect(await me(late.url)).toBe(401)
  // Nobody else is out.
  expect((await other.http('GET', '/v1/me')).status).toBe(200)
  expect(other.connection.status).toBe('online')
  for (const one of [player, other]) one.leave()
}, 120_000)

import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

/* Rooms span the nodes by Socket.io's adapter. What means one node alone must say so. */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 120_000)
afterAll(() => platform.stop())

test('a notice to a person reaches their tabs on every node, once each', async () => {
  const [host, friend] = await Promise.all([TestPlayer.create(platform.urls), TestPlayer.create(platform.urls)])
  const tabs = [host, host.inAnotherTab(platform.urls.toReversed())]
  for (const tab of tabs) {
    tab.connection.reconnect()
    await until('the connection is there', () => tab.connection.status === 'online')
  }
  const { body: invite } = await host.http('POST', '/v1/invites', { difficulty: 'easy', limitMinutes: 20, isRanked: false })
  for (const tab of tabs) await until('the room’s own notice is there', () => tab.notices.length > 0)
  for (const tab of tabs) tab.notices.length = 0
  expect((await friend.http('POST', `/v1/invites/${String(invite['id'])}/join`)).status).toBe(200)
  for (const tab of tabs) await until('the notice is there', () => tab.notices.length > 0)
  expect(tabs.map((tab) => tab.notices.map(({ t }) => t))).toEqual([['battle:opened'], ['battle:opened']])
  for (const tab of tabs) tab.leave()
})

test('a node that stops closes its own sockets, and no other node’s', async () => {
  const node = await platform.startNode()
  const { battleId, host, friend } = await startDuel(platform.urls)
  const guest = await TestPlayer.create([node.url])
  guest.connection.reconnect()
  await until('somebody is on the node that stops', () => guest.connection.status === 'online')
  await node.stop()
  await until('they have lost it', () => guest.connection.status !== 'online')
  // By the same connections that would have brought the order to close.
  expect((await host.submit(battleId, 'print(1)')).ok).toBe(true)
  await friend.sees(battleId, 'the submission', (view) => view.players.some(({ submissions }) => submissions.length === 1))
  expect([host.connects, friend.connects]).toEqual([1, 1])
  guest.leave()
})

import { openRoom } from '@eduscale/testing/test-player'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false })
}, 120_000)
afterAll(() => platform.stop())

const invite = { difficulty: 'easy', limitMinutes: 20, isRanked: false }

test('a new invitation closes an empty room, and none that somebody sits in', async () => {
  const { battleId, inviteId, players } = await openRoom(platform.urls, { players: 2, format: 'group', problemSlug: null })
  const [host, guest] = players
  expect(await host?.http('POST', '/v1/invites', invite)).toMatchObject({
    status: 409,
    body: { code: 'already-playing', data: { battleId } },
  })
  const look = async () => (await guest?.http('GET', `/v1/invites/${inviteId}`))?.body
  expect(await look()).toMatchObject({ battleState: 'LOBBY', playerCount: 2 })

  // Its host may close it, and then ask whom they like.
  expect((await host?.http('DELETE', `/v1/invites/${inviteId}`))?.status).toBe(204)
  expect(await look()).toMatchObject({ battleState: 'ABORTED' })
  const first = await host?.http('POST', '/v1/invites', invite)
  expect(first?.status).toBe(201)
  expect((await host?.http('POST', '/v1/invites', invite))?.status).toBe(201)
  expect((await guest?.http('GET', `/v1/invites/${String(first?.body['id'])}`))?.body).toMatchObject({ battleState: 'ABORTED' })
})

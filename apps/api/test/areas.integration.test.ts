import { ApiClient } from '@eduscale/client/api-client'
import { addresses } from '@eduscale/contracts/routes/addresses'
import { ScriptedRunner, scriptedProgram } from '@eduscale/testing/scripted-runner'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, untilJudging, type TestNode, type TestPlatform } from '@eduscale/testing/test-platform'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

/*
 * Two processes that share out areas and roles: one knows people and judges, the other has the battles. What a lower area asks of a
 * higher one, and what a role does for an area, must not depend on both being in one process.
 */
let platform: TestPlatform
let below: TestNode
let arena: TestNode
let runner: ScriptedRunner

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 0, runner: false })
  below = await platform.startNode({ AREAS: 'identity,judge', ROLES: 'http,worker' })
  arena = await platform.startNode({ AREAS: 'arena' })
  runner = new ScriptedRunner(platform.redisUrlOf('runner'))
  await untilJudging(platform.db)
}, 180_000)
afterAll(async () => {
  await runner.close()
  await platform.stop()
})

/** Somebody who knows all nodes and not what each serves. */
async function create(first: 'below' | 'arena'): Promise<TestPlayer> {
  const urls = first === 'below' ? [below.url, arena.url] : [arena.url, below.url]
  vi.spyOn(Math, 'random').mockReturnValueOnce(0)
  return TestPlayer.of(await new ApiClient({ urls, getToken: () => null }).call(addresses.createGuest, {}), urls)
}

/** As a page has it: one client over all nodes. */
function apiOf(player: TestPlayer): ApiClient {
  return new ApiClient({ urls: player.urls, getToken: () => player.token })
}

test('a battle is played to its end over processes that share out areas and roles', async () => {
  const [host, friend] = [await create('below'), await create('arena')]
  const [asHost, asFriend] = [apiOf(host), apiOf(friend)]
  const body = { difficulty: 'easy', limitMinutes: 20, isRanked: true } as const
  const invite = await asHost.call(addresses.createInvite, { body })
  const { battleId } = await asFriend.call(addresses.joinInvite, { params: { id: invite.id } })
  const players = [host, friend]
  await Promise.all(players.map((player) => player.enter(battleId)))
  await Promise.all(players.map((player) => player.command(battleId, { t: 'battle:ready', d: {} })))
  const [view] = await Promise.all(
    players.map((player) => player.sees(battleId, 'the start', ({ state }) => state === 'RUNNING')),
  )
  // Identity asks where a person plays, and the judge what their battle is about.
  expect(await asHost.call(addresses.getMe, {})).toMatchObject({ activeBattleId: battleId, isQueued: false })
  const slug = view?.problem?.slug ?? ''
  const practice = { cid: crypto.randomUUID(), slug, language: 'python', code: 'print()' } as const
  await expect(asHost.call(addresses.submit, { body: practice })).rejects.toMatchObject({ code: 'already-playing' })
  const run = { problem: { by: 'battle', battleId }, language: 'python', code: 'print()', input: null } as const
  expect(await asHost.call(addresses.run, { body: run })).toMatchObject({ submissionId: expect.any(String) })

  // The judge suspends, and the battles follow.
  runner.isSilent = true
  await host.sees(battleId, 'the interruption', ({ state }) => state === 'SUSPENDED', 60_000)
  runner.isSilent = false
  await host.sees(battleId, 'that it goes on', ({ state }) => state === 'RUNNING', 60_000)

  await friend.submit(battleId, scriptedProgram({ verdict: 'WA', afterMs: 20 }))
  await host.sees(battleId, "the friend's wrong answer", ({ players: [, second] }) => second?.submissions[0]?.verdict === 'WA')
  await host.submit(battleId, scriptedProgram({ verdict: 'AC', afterMs: 20 }))
  const views = await Promise.all(players.map((player) => player.sees(battleId, 'the end', ({ state }) => state === 'FINISHED')))
  for (const { result } of views) expect(result).toMatchObject({ reason: 'accepted', winnerId: host.user.id })
  expect(await asFriend.call(addresses.getMe, {})).toMatchObject({ activeBattleId: null, user: { rating: { battles: 1 } } })
  for (const player of players) player.leave()
})

test('a process serves its own areas and roles, and no others', async () => {
  const player = await create('below')
  const status = async (url: string, path: string) => (await player.http('GET', path, undefined, url)).status
  expect(await status(below.url, '/v1/me')).toBe(200)
  expect(await status(arena.url, '/v1/me')).toBe(421)
  expect(await status(below.url, '/v1/status')).toBe(421)
  expect(await status(arena.url, '/v1/status')).toBe(200)
  expect((await player.http('GET', '/v1/me', undefined, arena.url)).body).toMatchObject({
    code: 'served-elsewhere',
    data: { area: 'identity' },
  })
  // What nobody serves is nowhere.
  expect(await status(arena.url, '/v1/mine')).toBe(404)
  // Test sets are the judge's, and so are their hashes: this is none.
  const set = `/internal/test-sets/${'0'.repeat(64)}`
  expect((await fetch(`${below.internalUrl}${set}`)).status).toBe(403)
  expect((await fetch(`${arena.internalUrl}${set}`)).status).toBe(404)

  expect(await connects(arena.url, player.token)).toBe(true)
  expect(await connects(below.url, player.token)).toBe(false)
})

test('a node with sockets and no arena lets nobody watch without a token', async () => {
  const node = await platform.startNode({ AREAS: 'identity,judge', ROLES: 'http,realtime' })
  const player = await TestPlayer.create([node.url])
  // Whoever signs out is looked for among the spectators, too.
  expect((await player.http('DELETE', '/v1/session')).status).toBe(204)
  for (const token of [undefined, player.token]) expect(await connects(`${node.url}/watch`, token)).toBe(false)
  const other = await TestPlayer.create([node.url])
  expect(await connects(node.url, other.token)).toBe(true)
  await node.stop()
})

test('a node without the role http points elsewhere for everything', async () => {
  const node = await platform.startNode({ ROLES: 'worker' })
  const ask = async (path: string) => (await fetch(`${node.url}${path}`)).status
  expect([await ask('/v1/me'), await ask('/v1/openapi.json'), await ask('/healthz')]).toEqual([421, 421, 200])
  await node.stop()
})

async function connects(url: string, token: string | undefined): Promise<boolean> {
  const socket = io(url, { transports: ['websocket'], auth: { token }, reconnection: false })
  const isConnected = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('connect_error', () => resolve(false))
  })
  socket.disconnect()
  return isConnected
}

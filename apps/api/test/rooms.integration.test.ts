import { addresses } from '@eduscale/contracts/routes/addresses'
import type { BattleCommand } from '@eduscale/contracts/room'
import { openRoom, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestNode, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

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

test('a host hands their place on, and whoever has it now begins, removes and closes', async () => {
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  const { battleId, inviteId, players } = await openRoom(platform.urls, { players: 3, format: 'group', problemSlug: null })
  const [host, heir, third] = players as [TestPlayer, TestPlayer, TestPlayer]
  await Promise.all(players.map((player) => player.enter(battleId)))
  const tell = async (player: TestPlayer, command: BattleCommand) => {
    const ack = await player.command(battleId, command)
    return ack.ok ? 'ok' : ack.err.code
  }
  const handOn = (to: TestPlayer) => ({ t: 'battle:hand-on', d: { userId: to.user.id } }) as const
  const stranger = await TestPlayer.create(platform.urls)

  expect(await tell(heir, handOn(heir))).toBe('forbidden')
  expect(await tell(host, handOn(stranger))).toBe('not-a-player')
  expect(await tell(host, handOn(heir))).toBe('ok')
  await Promise.all(players.map((player) => player.sees(battleId, 'the new host', (view) => view.hostId === heir.user.id)))

  // The place is what decides, and the invitation goes with it.
  const remove = { t: 'battle:remove', d: { userId: third.user.id } } as const
  expect(await tell(host, remove)).toBe('forbidden')
  expect(await tell(host, { t: 'battle:start', d: {} })).toBe('forbidden')
  expect(await tell(heir, remove)).toBe('ok')
  expect(await heir.api.call(addresses.getInvite, { params: { id: inviteId } })).toMatchObject({
    isMine: true,
    host: { id: heir.user.id },
  })
  expect(await host.ask('cancelInvite', { params: { id: inviteId } })).toMatchObject({ status: 403, body: { code: 'forbidden' } })

  // Whoever was the host gives up a seat, and no room.
  expect(await tell(host, { t: 'battle:decline', d: {} })).toBe('ok')
  await heir.sees(battleId, 'that the former host is gone', (view) => view.state === 'LOBBY' && view.players.length === 1)
  expect((await heir.ask('cancelInvite', { params: { id: inviteId } })).status).toBe(204)
  for (const player of players) player.leave()
})

/*
 * The host's node stands still between deciding that nobody sits there and writing that it is closed; meanwhile somebody joins on the
 * other node.
 */
describe('somebody joins at the very moment in which the host opens another one', () => {
  const slow = { FAILPOINTS: 'before-commit=sleep:3000' }
  let node: TestNode

  beforeAll(async () => {
    node = await platform.startNode(slow)
  }, 120_000)

  /** How often a battle wasn't any more as the node had read it. */
  const lostRaces = async () => {
    const page = await (await fetch(`${node.internalUrl}/metrics`)).text()
    return Number(/^battle_transition_retries_total\S* (\d+)/m.exec(page)?.[1] ?? 0)
  }

  const joinMeanwhile = async (host: TestPlayer, inviteId: string) => {
    const friend = await TestPlayer.create(platform.urls)
    const before = await lostRaces()
    const said = node.output().length
    const opening = host.http('POST', '/v1/invites', invite, node.url)
    await until('it has read the room', () => node.output().includes('failpoint before-commit', said))
    const joined = await friend.http('POST', `/v1/invites/${inviteId}/join`)
    expect(joined.status).toBe(200)
    const opened = await opening
    expect(await lostRaces()).toBe(before + 1)
    return { opened, battleId: String(joined.body['battleId']) }
  }
  const stateOf = async (battleId: string) =>
    (await platform.db.query<{ state: string }>('SELECT state FROM battle WHERE id = $1', [battleId]))[0]?.state

  test('a room stays open', async () => {
    const { inviteId, players } = await openRoom(platform.urls, {
      players: 1,
      format: 'group',
      problemSlug: null,
      rules: { maxPlayers: 4 },
    })
    const [host] = players as [TestPlayer]
    const { opened, battleId } = await joinMeanwhile(host, inviteId)
    expect(opened).toMatchObject({ status: 409, body: { code: 'already-playing', data: { battleId } } })
    expect(await stateOf(battleId)).toBe('LOBBY')
  })

  test('an invitation that was taken up stays', async () => {
    const host = await TestPlayer.create(platform.urls)
    const first = await host.http('POST', '/v1/invites', invite)
    const { opened, battleId } = await joinMeanwhile(host, String(first.body['id']))
    expect(opened.status).toBe(201)
    expect(await stateOf(battleId)).toBe('READY_CHECK')
  })
})

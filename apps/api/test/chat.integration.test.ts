import type { ChatPreset } from '@eduscale/contracts/room'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 120_000)
afterAll(() => platform.stop())

function hears(player: TestPlayer, battleId: string) {
  const heard: { from: string; preset: ChatPreset }[] = []
  player.room(battleId).subscribe({ onChat: (said) => heard.push(said) })
  return heard
}

async function duel() {
  const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
  return { battleId, host, friend, byHost: hears(host, battleId), byFriend: hears(friend, battleId) }
}

describe('what players say, over two nodes', () => {
  test('everybody hears it, the sender and their other tabs too, each time', async () => {
    const { battleId, host, friend, byHost, byFriend } = await duel()
    const second = host.inAnotherTab(platform.urls.toReversed())
    await second.enter(battleId)
    const bySecond = hears(second, battleId)
    // In one moment, and the same words: nothing of it is dropped.
    const answers = await Promise.all([0, 1, 2].map(() => host.room(battleId).sendChat('good-luck')))
    expect(answers).toEqual([null, null, null])
    const said = { from: host.user.id, preset: 'good-luck' }
    for (const heard of [byHost, byFriend, bySecond]) {
      await until('it is heard', () => heard.length >= 3)
      expect(heard).toEqual([said, said, said])
    }
    for (const player of [host, friend, second]) player.leave()
  })

  test('three at once, then one at a time, however many tabs', async () => {
    const { battleId, host, friend, byFriend } = await duel()
    const second = host.inAnotherTab(platform.urls)
    await second.enter(battleId)
    const answers = []
    for (const player of [host, second, host, second, host]) answers.push(await player.room(battleId).sendChat('nice'))
    expect(answers.map((error) => error?.code ?? null)).toEqual([null, null, null, 'rate-limited', 'rate-limited'])
    expect(await friend.room(battleId).sendChat('thanks')).toBeNull()
    await until('three are heard', () => byFriend.filter(({ preset }) => preset === 'nice').length === 3)
    for (const player of [host, friend, second]) player.leave()
  })

  test('whoever is muted is not heard by who muted them, after a reload either, until it is taken back', async () => {
    const { battleId, host, friend, byHost } = await duel()
    expect(await host.room(battleId).mute(friend.user.id, true)).toBeNull()
    expect(host.room(battleId).state.muted).toEqual([friend.user.id])
    const reloaded = host.inAnotherTab(platform.urls.toReversed())
    await reloaded.enter(battleId)
    expect(reloaded.room(battleId).state.muted).toEqual([friend.user.id])
    const [byFriend, byReloaded] = [hears(friend, battleId), hears(reloaded, battleId)]

    expect(await friend.room(battleId).sendChat('oops')).toBeNull()
    await until('its sender hears it', () => byFriend.length === 1)
    expect(await host.room(battleId).sendChat('so-close')).toBeNull()
    await until('they hear it', () => byHost.length > 0 && byReloaded.length > 0 && byFriend.length === 2)
    expect(await reloaded.room(battleId).mute(friend.user.id, false)).toBeNull()
    expect(await friend.room(battleId).sendChat('well-played')).toBeNull()
    await until('it is heard again', () => [byHost, byReloaded].every((heard) => heard.at(-1)?.preset === 'well-played'))
    for (const heard of [byHost, byReloaded]) expect(heard.map(({ preset }) => preset)).toEqual(['so-close', 'well-played'])
    for (const player of [host, friend, reloaded]) player.leave()
  })

  test('for players alone, from the list alone', async () => {
    const { battleId, host, friend } = await duel()
    await host.command(battleId, { t: 'battle:resign', d: {} })
    await friend.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
    const stranger = await TestPlayer.create(platform.urls)
    await stranger.enter(battleId)
    expect(await stranger.room(battleId).sendChat('nice')).toMatchObject({ code: 'not-a-player' })
    expect(await stranger.room(battleId).mute(host.user.id, true)).toMatchObject({ code: 'not-a-player' })
    expect(await host.room(battleId).mute(host.user.id, true)).toMatchObject({ code: 'not-a-player' })
    expect(await host.room(battleId).mute(stranger.user.id, true)).toMatchObject({ code: 'not-a-player' })
    expect(await host.connection.request('chat', { b: battleId, preset: 'you lose' })).toMatchObject({
      ok: false,
      err: { code: 'bad-request' },
    })
    expect(await friend.room(battleId).sendChat('good-game')).toBeNull()
    for (const player of [host, friend, stranger]) player.leave()
  })
})

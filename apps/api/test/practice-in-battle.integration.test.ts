import { randomUUID } from 'node:crypto'
import { openRoom } from '@eduscale/testing/test-player'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 120_000)
afterAll(() => platform.stop())

test('practice gives no verdicts on the problem of a battle that one plays, and neither names it before the start', async () => {
  const problemSlug = 'lonely-mittens'
  const { battleId, players } = await openRoom(platform.urls, { players: 2, format: 'group', problemSlug })
  const [host, guest] = players
  if (!host || !guest) throw new Error('nobody there')
  const practise = (player: typeof host, slug: string) =>
    player.http('POST', '/v1/submissions', { cid: randomUUID(), slug, language: 'python', code: 'print(1)' })
  await Promise.all(players.map((player) => player.enter(battleId)))

  expect(await practise(host, problemSlug)).toMatchObject({ status: 202 })
  await host.command(battleId, { t: 'battle:start', d: {} })
  await host.sees(battleId, 'the countdown', (view) => view.state === 'COUNTDOWN')
  expect(await practise(host, problemSlug)).toMatchObject({ status: 202 })

  for (const player of players) await player.sees(battleId, 'the start', (view) => view.state === 'RUNNING')
  for (const player of players)
    expect(await practise(player, problemSlug)).toMatchObject({
      status: 409,
      body: { code: 'already-playing', data: { battleId } },
    })
  expect(await practise(guest, 'hedge-gossip')).toMatchObject({ status: 202 })

  await host.command(battleId, { t: 'battle:resign', d: {} })
  await guest.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
  for (const player of players) expect(await practise(player, problemSlug)).toMatchObject({ status: 202 })
  for (const player of players) player.leave()
})

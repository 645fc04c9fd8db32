import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  await platform.startBot(1)
}, 120_000)
afterAll(() => platform.stop())

interface Pair {
  asker: TestPlayer
  asked: TestPlayer
  path: string
  rematchId: string
}

async function askForRematch(): Promise<Pair> {
  const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
  await host.command(battleId, { t: 'battle:resign', d: {} })
  await friend.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
  const ack = await host.command(battleId, { t: 'battle:rematch', d: {} })
  const rematchId = String(ack.ok && ack.res['battleId'])
  return { asker: host, asked: friend, path: `/v1/battles/${battleId}/rematch`, rematchId }
}

const inviteOf = async () => {
  const other = await TestPlayer.create(platform.urls)
  const { body } = await other.http('POST', '/v1/invites', { difficulty: 'easy', limitMinutes: 20, isRanked: false })
  return String(body['id'])
}
const room = { format: 'group', scoring: 'first-solve', limitMinutes: 20, isRanked: false, maxPlayers: 4, teamCount: null }
const anything = { problemSlug: null, difficulty: 'easy', skills: [], languages: null, mayJoinLate: false, isListed: false }

const ways: [string, (player: TestPlayer) => Promise<{ status: number }>][] = [
  ['a battle against the bot', (player) => player.http('POST', '/v1/bot-battles', { difficulty: 'easy', limitMinutes: 20 })],
  ['an invitation', async (player) => player.http('POST', `/v1/invites/${await inviteOf()}/join`)],
  ['a room of their own', (player) => player.http('POST', '/v1/rooms', { ...room, ...anything })],
]

test.each(ways)('whoever enters %s keeps nobody waiting for a rematch', async (_way, enter) => {
  for (const who of ['asker', 'asked'] as const) {
    const pair = await askForRematch()
    const { [who]: leaving, path } = pair
    const other = who === 'asker' ? pair.asked : pair.asker
    expect((await other.http('GET', path)).body['rematch']).toMatchObject({ state: 'READY_CHECK' })
    expect([200, 201]).toContain((await enter(leaving)).status)
    expect((await other.http('GET', path)).body['rematch']).toMatchObject({
      state: 'ABORTED',
      reason: 'declined',
      userId: leaving.user.id,
    })
    for (const player of [leaving, other]) player.leave()
  }
})

test('those on the result page are told of each change, and needn’t ask all the time', async () => {
  const { asker, asked, path, rematchId } = await askForRematch()
  const battleId = path.split('/')[3]
  const told = { t: 'battle:rematch-changed', d: { battleId } }
  const toldOf = (player: TestPlayer) => player.notices.filter(({ t }) => t === told.t)
  expect(toldOf(asker)).toEqual([])
  await asked.http('POST', `${path}/decline`)
  for (const player of [asker, asked]) await until('they were told', () => toldOf(player).length > 0)
  expect(toldOf(asker)).toEqual([told])
  expect((await asker.http('GET', path)).body['rematch']).toMatchObject({ battleId: rematchId, state: 'ABORTED' })
  for (const player of [asker, asked]) player.leave()
})

test('both ready for the rematch itself, and it is not withdrawn', async () => {
  const { asker, asked, rematchId } = await askForRematch()
  for (const player of [asker, asked]) {
    await player.enter(rematchId)
    expect(await player.command(rematchId, { t: 'battle:ready', d: {} })).toMatchObject({ ok: true })
  }
  await asker.sees(rematchId, 'the start', (view) => view.state === 'RUNNING')
  for (const player of [asker, asked]) player.leave()
})

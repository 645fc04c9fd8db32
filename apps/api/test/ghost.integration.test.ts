import type { BattleView } from '@eduscale/contracts/battle'
import { scriptedProgram } from '@eduscale/testing/scripted-runner'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** The bot repeats what somebody did in a battle that is over, for whoever wants to play against that. */
let platform: TestPlatform
let ada: TestPlayer
let ben: TestPlayer
let recordedId: string
let recorded: BattleView

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: 'scripted' })
  await platform.startBot(4)
  const duel = await startDuel(platform.urls, { isRanked: false })
  recordedId = duel.battleId
  ada = duel.host
  ben = duel.friend
  ada.room(recordedId).sendEdits({ language: 'python', ops: [{ atMs: 10, change: { text: 'first\nsecond' } }] })
  await ada.submit(recordedId, scriptedProgram({ verdict: 'WA', afterMs: 20 }))
  await ada.sees(recordedId, 'the wrong answer', (view) => view.players[0]?.submissions[0]?.verdict === 'WA')
  ada.room(recordedId).sendEdits({ language: 'python', ops: [{ atMs: 12, change: [12, [0, '', 'third']] }] })
  await ada.submit(recordedId, scriptedProgram({ verdict: 'AC', afterMs: 20 }))
  recorded = await ada.sees(recordedId, 'the end', (view) => view.state === 'FINISHED')
  await until('all typing', async () => (await typedBy(recordedId, ada.user.id)).length === 2)
}, 300_000)
afterAll(async () => {
  ada.leave()
  ben.leave()
  await platform.stop()
})

async function typedBy(battleId: string, userId: string): Promise<unknown[]> {
  const { body } = await ada.http('GET', `/v1/battles/${battleId}/replay`)
  const players = body['players'] as { userId: string; edits: { ops: { change: unknown }[] }[] }[]
  return players
    .filter((one) => one.userId === userId)
    .flatMap(({ edits }) => edits.flatMap(({ ops }) => ops.map(({ change }) => change)))
}

const open = (player: TestPlayer, userId: string, battleId = recordedId) =>
  player.http('POST', '/v1/ghost-battles', { battleId, userId })

test('what was typed and submitted comes again, under the name of whoever did it, and is judged anew', async () => {
  const cai = await TestPlayer.create(platform.urls)
  const opened = await open(cai, ada.user.id)
  expect(opened).toMatchObject({ status: 201 })
  const battleId = String(opened.body['battleId'])
  await cai.enter(battleId)
  await cai.command(battleId, { t: 'battle:ready', d: {} })
  const view = await cai.sees(battleId, 'that the ghost wins', (seen) => seen.state === 'FINISHED', 60_000)
  const ghost = view.players[1]
  expect(ghost?.user).toMatchObject({ name: ada.user.name, kind: 'ghost' })
  expect(ghost?.user.id).not.toBe(ada.user.id)
  expect(view).toMatchObject({ rules: { isRanked: false, ghost: { battleId: recordedId } }, origin: 'bot' })
  expect(view.problem?.slug).toBe(recorded.problem?.slug)
  expect(ghost?.submissions.map(({ verdict }) => verdict)).toEqual(['WA', 'AC'])
  expect(view.result).toMatchObject({ reason: 'accepted', winnerId: ghost?.user.id, ratings: [] })

  // Typing has a way of its own, beside the log.
  const ghostId = ghost?.user.id ?? ''
  await until('all typing', async () => (await typedBy(battleId, ghostId)).length === 2)
  expect(await typedBy(battleId, ghostId)).toEqual([{ text: 'first\nsecond' }, [12, [0, '', 'third']]])

  const list = await cai.http('GET', '/v1/battles')
  const [first] = list.body['battles'] as { opponents: { name: string; kind: string }[] }[]
  expect(first?.opponents).toMatchObject([{ name: ada.user.name, kind: 'ghost' }])

  // Once more is against the same ghost, on the problem that it can solve.
  const rematch = await cai.command(battleId, { t: 'battle:rematch', d: {} })
  expect(rematch).toMatchObject({ ok: true })
  const again = await cai.enter(String(rematch.ok && rematch.res['battleId']))
  expect(again.state.view?.players[1]?.user).toMatchObject({ name: ada.user.name, kind: 'ghost' })
  const rows = await platform.db.query<{ slug: string }>('SELECT wanted_slug AS slug FROM battle WHERE id = $1', [again.battleId])
  expect(rows).toEqual([{ slug: recorded.problem?.slug }])
  cai.leave()
})

test('whoever is quicker wins, also against themselves', async () => {
  const opened = await open(ada, ada.user.id)
  const battleId = String(opened.body['battleId'])
  await ada.enter(battleId)
  await ada.command(battleId, { t: 'battle:ready', d: {} })
  await ada.sees(battleId, 'the start', (view) => view.state === 'RUNNING')
  await ada.submit(battleId, scriptedProgram({ verdict: 'AC', afterMs: 0 }))
  const view = await ada.sees(battleId, 'the end', (seen) => seen.state === 'FINISHED')
  // The ghost has a submission or none by then; what was received first counts.
  const firstAccepted = view.players
    .flatMap((player) => player.submissions.map((submission) => ({ ...submission, userId: player.user.id })))
    .filter(({ verdict }) => verdict === 'AC')
    .toSorted((a, b) => a.seq - b.seq)[0]
  expect(view.result?.winnerId).toBe(firstAccepted?.userId)
})

test('there is no ghost of who has not solved it, was not there, or is one; nor of what goes on, or is not there', async () => {
  const dee = await TestPlayer.create(platform.urls)
  expect(await open(dee, ben.user.id)).toMatchObject({ status: 409, body: { code: 'wrong-state' } })
  expect(await open(dee, dee.user.id)).toMatchObject({ status: 404 })
  expect(await open(dee, ada.user.id, '00000000-0000-4000-8000-000000000001')).toMatchObject({ status: 404 })
  expect(await dee.http('POST', '/v1/ghost-battles', { battleId: 'x', userId: 7 })).toMatchObject({ status: 400 })
  const running = await startDuel(platform.urls, { isRanked: false })
  expect(await open(dee, running.host.user.id, running.battleId)).toMatchObject({ status: 409, body: { code: 'wrong-state' } })
  const [ghosts] = await platform.db.query<{ id: string; userId: string }>(
    `SELECT b.id, s.user_id AS "userId" FROM battle b JOIN submission s ON s.battle_id = b.id JOIN "user" u ON u.id = s.user_id
     WHERE u.kind = 'bot' AND s.verdict = 'AC' LIMIT 1`,
  )
  expect(await open(dee, ghosts?.userId ?? '', ghosts?.id)).toMatchObject({ status: 409, body: { code: 'wrong-state' } })
  for (const player of [dee, running.host, running.friend]) player.leave()
})

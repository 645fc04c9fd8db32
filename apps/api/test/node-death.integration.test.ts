import { randomUUID } from 'node:crypto'
import { readSubmission } from '@eduscale/testing/read-submission'
import { startDuel } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: true })
}, 900_000)
afterAll(() => platform.stop())

/** The invitation takes three transitions (join, ready, ready); the fourth pass of a failpoint is the submit or later. */
describe('the node a player is on is killed while a submit is unacked', () => {
  test.each([
    ['before the commit', 'before-commit=kill'],
    ['after the commit, before the ack', 'after-commit=kill'],
    ['after the ack', 'after-ack=kill'],
  ])(
    '%s: the command is in the log exactly once, and the battle goes on',
    async (_name, failpoint) => {
      const survivor = platform.nodes[0]
      if (!survivor) throw new Error('no node')
      const { battleId, host, friend } = await startDuel([survivor.url])
      const doomed = await platform.startNode({ FAILPOINTS: `${failpoint}@1`, ROLES: 'http,realtime' })
      // The host moves to the doomed node; everything so far happened on the other one.
      host.leave()
      Object.assign(host, { urls: [doomed.url, survivor.url] })
      await host.enter(battleId)
      const slug = host.room(battleId).state.view?.problem?.slug ?? ''
      const cid = randomUUID()
      const ack = await host.command(
        battleId,
        { t: 'battle:submit', d: { language: 'python', code: await readSubmission(slug, 'accepted') } },
        cid,
      )
      expect(ack).toMatchObject({ cid, ok: true })
      await doomed.ended
      const commands = await platform.db.query('SELECT 1 FROM battle_cmd WHERE battle_id = $1 AND cid = $2', [battleId, cid])
      const submitted = await platform.db.query("SELECT 1 FROM battle_event WHERE battle_id = $1 AND type = 'battle:submitted'", [
        battleId,
      ])
      const submissions = await platform.db.query('SELECT 1 FROM submission WHERE battle_id = $1 AND cid = $2', [battleId, cid])
      expect([commands.length, submitted.length, submissions.length]).toEqual([1, 1, 1])
      await friend.sees(battleId, 'the end', (view) => view.result?.winnerId === host.user.id, 60_000)
      host.leave()
      friend.leave()
    },
    120_000,
  )
})

describe('Redis', () => {
  test('emptied while a submission waits: it is queued again from the database, and judged once', async () => {
    const survivor = platform.nodes[0]
    if (!survivor) throw new Error('no node')
    const { battleId, host, friend } = await startDuel([survivor.url])
    const slug = host.room(battleId).state.view?.problem?.slug ?? ''
    // The runner stands still, so that the job is in Redis, or on its way from there, when Redis is emptied.
    platform.runner()?.signal('SIGSTOP')
    await host.submit(battleId, await readSubmission(slug, 'accepted'))
    const isQueued = async () => (await platform.redis.keys('bull:judge-submission*:*-*-*-*-*')).length > 0
    await until('its job is in Redis', isQueued)
    await platform.redis.flushdb()
    platform.runner()?.signal('SIGCONT')
    await friend.sees(battleId, 'the end', (view) => view.result?.winnerId === host.user.id, 90_000)
    const judged = await platform.db.query("SELECT 1 FROM battle_event WHERE battle_id = $1 AND type = 'battle:judged'", [
      battleId,
    ])
    expect(judged).toHaveLength(1)
    const metrics = await (await fetch(`${survivor.internalUrl}/metrics`)).text()
    expect(Number(/submissions_requeued_total\{[^}]*\} (\d+)/.exec(metrics)?.[1])).toBeGreaterThan(0)
    host.leave()
    friend.leave()
  }, 120_000)
})

describe('no runner', () => {
  test('the battle is suspended, its clock stands still, and it goes on with its full time', async () => {
    const survivor = platform.nodes[0]
    if (!survivor) throw new Error('no node')
    const { battleId, host, friend } = await startDuel([survivor.url])
    const endsAt = Date.parse(host.room(battleId).state.view?.endsAt ?? '')
    await platform.runner()?.stop()
    await host.sees(battleId, 'the interruption', (view) => view.state === 'SUSPENDED', 60_000)
    const refused = await host.submit(battleId, 'print(1)')
    expect(refused).toMatchObject({ ok: false, err: { code: 'execution-suspended' } })
    await platform.startRunner()
    const view = await host.sees(battleId, 'that it goes on', (seen) => seen.state === 'RUNNING', 90_000)
    expect(Date.parse(view.endsAt ?? '')).toBe(endsAt + view.suspendedMs)
    expect(view.suspendedMs).toBeGreaterThan(0)
    await host.command(battleId, { t: 'battle:resign', d: {} })
    await until('it is over', () => friend.room(battleId).state.view?.state === 'FINISHED')
    host.leave()
    friend.leave()
  }, 240_000)
})

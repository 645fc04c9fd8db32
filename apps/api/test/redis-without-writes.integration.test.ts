import { scriptedProgram } from '@eduscale/testing/scripted-runner'
import { startDuel } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

/* A Redis whose disk is full, or whose replicas are gone, passes messages on and takes no jobs. */
let platform: TestPlatform
const takeWrites = (isTaken: boolean) => platform.redis.config('SET', 'min-replicas-to-write', isTaken ? '0' : '1')
const readyz = async () => (await fetch(`${platform.urls[0]}/readyz`)).text()

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: 'scripted', env: { RUNNER_LEASE_MS: '4000' } })
}, 120_000)
afterAll(async () => {
  await takeWrites(true)
  await platform.stop()
})

test('while Redis takes no writes battles are suspended, /readyz says so, and the time is given back', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  const before = await host.sees(battleId, 'the start', ({ state }) => state === 'RUNNING')
  await takeWrites(false)
  expect(await host.submit(battleId, scriptedProgram({ verdict: 'WA', afterMs: 0 }))).toMatchObject({ ok: true })
  await host.sees(battleId, 'the suspension', ({ state }) => state === 'SUSPENDED')
  await until('/readyz says so', async () => /^ready.*judging is suspended: /.test(await readyz()))
  await takeWrites(true)
  const after = await friend.sees(battleId, 'that it goes on', ({ state }) => state === 'RUNNING')
  expect(Date.parse(after.endsAt ?? '')).toBeGreaterThan(Date.parse(before.endsAt ?? ''))
  await host.sees(battleId, 'the verdict', ({ players }) =>
    players.some(({ submissions }) => submissions.some(({ verdict }) => verdict === 'WA')),
  )
  await until('/readyz says nothing of it', async () => (await readyz()) === 'ready\n')
  host.leave()
  friend.leave()
})

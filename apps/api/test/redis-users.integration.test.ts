import { judgeJobSchema, judgeQueueName, speedSteps, stepBulkQueueName, stepQueueName } from '@eduscale/contracts/judge'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { createRedis, type Redis } from '@eduscale/platform/redis'
import { afterAll, beforeAll, expect, test } from 'vitest'

/* Whoever has stolen a password of Redis has the rights of its user, and they are few. All other tests show that they are enough. */
let platform: TestPlatform
let runner: Redis
let api: Redis

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false })
  runner = createRedis(platform.redisUrlOf('runner'), 'test')
  api = createRedis(platform.redisUrlOf('api'), 'test')
}, 120_000)
afterAll(async () => {
  for (const redis of [runner, api]) redis.disconnect()
  await platform.stop()
})

const nobodys: [command: string, ...args: string[]][] = [
  ['FLUSHALL'],
  ['FLUSHDB'],
  ['KEYS', '*'],
  ['CONFIG', 'GET', 'requirepass'],
  ['CONFIG', 'SET', 'dir', '/tmp'],
  ['ACL', 'LIST'],
  ['CLIENT', 'LIST'],
  ['SHUTDOWN', 'NOSAVE'],
  ['SAVE'],
  ['REPLICAOF', '127.0.0.1', '1'],
  ['MONITOR'],
  ['SCRIPT', 'FLUSH'],
  ['SWAPDB', '0', '1'],
]

test.each(nobodys)('neither may %s %s', async (command, ...args) => {
  for (const redis of [runner, api]) await expect(redis.call(command, ...args)).rejects.toThrow(/NOPERM/)
})

test.each<[string, ...string[]]>([
  ['GET', 'rate:sign-ins:minute:198.51.100.1'],
  ['SET', 'lock:battle-start:bot:x', '1'],
  ['DEL', 'bull:something-else:id'],
  ['PUBLISH', 'eduscale:0:nodes', 'x 1'],
  ['SUBSCRIBE', 'eduscale:0:nodes'],
  ['PSUBSCRIBE', '*'],
  ['EVAL', "return redis.call('GET', KEYS[1])", '1', 'rate:x'],
  ['EVAL', "return redis.call('FLUSHALL')", '0'],
])('a runner may not %s %s', async (command, ...args) => {
  await expect(runner.call(command, ...args)).rejects.toThrow(/NOPERM|can't run this command|permissions/i)
})

test('what a runner is for, it may', async () => {
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  const player = await TestPlayer.create(platform.urls)
  const body = { problem: { by: 'slug', slug: 'lonely-mittens' }, language: 'python', code: 'print(1)', files: [], input: null }
  const sent = await player.http('POST', '/v1/runs', body)
  const key = `bull:${judgeQueueName}:${String(sent.body['submissionId'])}`
  await until('the job is there', async () => (await runner.exists(key)) === 1)
  expect(judgeJobSchema.parse(JSON.parse((await runner.hget(key, 'data')) ?? ''))).toMatchObject({ language: 'python' })
  expect(await runner.publish('eduscale:runner-heartbeat', '{}')).toBeGreaterThan(0)
  for (const name of speedSteps.flatMap((step) => [stepQueueName(step), stepBulkQueueName(step)])) {
    expect(await runner.brpoplpush(`bull:${name}:wait`, `bull:${name}:active`, 0.01)).toBeNull()
    expect(await runner.blmove(`bull:${name}:wait`, `bull:${name}:wait`, 'RIGHT', 'RIGHT', 0.01)).toBeNull()
    expect(await runner.publish(`bull:${name}:resumed`, '')).toBe(0)
  }
})

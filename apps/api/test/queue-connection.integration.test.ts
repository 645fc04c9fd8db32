import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { bulkQueueName, judgeCancelChannel, verdictQueueName, type JudgeResult } from '@eduscale/contracts/judge'
import { createLogger } from '@eduscale/platform/logger'
import { createRedis } from '@eduscale/platform/redis'
import { TcpProxy } from '@eduscale/testing/tcp-proxy'
import { until } from '@eduscale/testing/test-platform'
import { takeTestRedis } from '@eduscale/testing/test-services'
import Bull from 'bull'
import { expect, test } from 'vitest'
import { createJudgeQueue } from '../src/queues/judge-queue'
import { processVerdicts } from '../src/queues/verdict-queue'

// The ioredis that Bull brings takes a connection that was reset in the middle of its handshake for ready, and never leaves it.
test('queues find Redis again when what stands before it accepted connections and reset them', async () => {
  const redisUrl = await takeTestRedis()
  const { hostname, port } = new URL(redisUrl)
  const proxy = await TcpProxy.start({ host: hostname, port: Number(port) })
  const url = proxy.replaceIn(redisUrl)
  const queue = createJudgeQueue(url)
  const applied: string[] = []
  const log = createLogger('test', { level: 'silent' })
  const verdicts = processVerdicts({ redisUrl: url, log, apply: async ({ submissionId }) => void applied.push(submissionId) })
  const results = new Bull(verdictQueueName, redisUrl)
  const answers = () =>
    queue.countWaiting('live').then(
      (count) => count >= 0,
      () => false,
    )
  try {
    await until('it answers', answers)
    proxy.set('reset')
    await until('it does not', async () => !(await answers()))
    proxy.set('pass')
    await until('it answers again', answers)
    const submissionId = randomUUID()
    await results.add(resultOf(submissionId))
    await until('verdicts are taken again', () => applied.includes(submissionId))
    expect(await queue.isLive(submissionId, 'live')).toBe(false)
  } finally {
    await Promise.race([Promise.all([queue.close(), verdicts.close(), results.close()]), sleep(2_000)])
    await proxy.close()
  }
})

test('of a job that nobody had taken no runner is told when it is cancelled, of one that is taken, which it is', async () => {
  const redisUrl = await takeTestRedis()
  const queue = createJudgeQueue(redisUrl)
  const listener = createRedis(redisUrl, 'listener')
  const told: string[] = []
  listener.on('message', (_channel, text: string) => told.push(text))
  await listener.subscribe(judgeCancelChannel)
  const [waiting, unknown, taken] = [randomUUID(), randomUUID(), jobOf(randomUUID())]
  const runner = new Bull(bulkQueueName, redisUrl)
  try {
    await queue.add(jobOf(waiting), 'bulk')
    expect(await queue.isLive(waiting, 'bulk')).toBe(true)
    await queue.cancel(waiting, 'bulk')
    expect(await queue.isLive(waiting, 'bulk')).toBe(false)
    await queue.cancel(unknown, 'bulk')
    await queue.add(taken, 'bulk')
    expect(await runner.getNextJob()).toMatchObject({ id: taken.submissionId })
    await queue.cancel(taken.submissionId, 'bulk')
    await until('the others are told of', () => told.length > 1)
    expect(told.map((text): unknown => JSON.parse(text))).toEqual([
      { submissionId: unknown, queuedAt: null },
      { submissionId: taken.submissionId, queuedAt: taken.queuedAt },
    ])
  } finally {
    await runner.obliterate({ force: true })
    await runner.close()
    listener.disconnect()
    await queue.close()
  }
})

function jobOf(submissionId: string): Parameters<ReturnType<typeof createJudgeQueue>['add']>[0] {
  return {
    submissionId,
    origin: { kind: 'rejudge', userId: randomUUID(), battleId: null },
    language: 'python',
    sources: [{ name: 'main.py', text: 'print(1)' }],
    limits: { timeMs: 1_000, memoryMb: 64, outputBytes: 1_024 },
    tests: { from: 'set', hash: '0'.repeat(64), only: 'all' },
    stopAtFirst: true,
    queuedAt: new Date().toISOString(),
  }
}

function resultOf(submissionId: string): JudgeResult {
  return {
    submissionId,
    origin: { kind: 'practice', userId: randomUUID(), battleId: null },
    verdict: 'WA',
    compile: null,
    tests: [],
    total: 0,
    score: null,
    groups: [],
    runnerId: 'test',
    sandboxLevel: 'none',
    error: null,
  }
}

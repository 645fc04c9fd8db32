import { getTestServices } from '@eduscale/testing/test-services'
import { TcpProxy } from '@eduscale/testing/tcp-proxy'
import { until } from '@eduscale/testing/test-platform'
import { expect, test } from 'vitest'
import { createJudgeQueue } from '../src/queues/judge-queue'

// ioredis 5 takes a connection that was reset in the middle of its handshake for a good one, and never leaves it again.
test('queues find Redis again when what stands before it accepted connections and reset them', async () => {
  const { redisUrl } = getTestServices()
  const { hostname, port } = new URL(redisUrl)
  const proxy = await TcpProxy.start({ host: hostname, port: Number(port) })
  const queue = createJudgeQueue(proxy.replaceIn(redisUrl))
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
    expect(await queue.isLive('00000000-0000-4000-8000-000000000000', 'live')).toBe(false)
  } finally {
    proxy.cut()
    await Promise.race([queue.close(), new Promise((resolve) => setTimeout(resolve, 2_000))])
    await proxy.close()
  }
})

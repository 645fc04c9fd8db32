import { takeTestRedis } from '@eduscale/testing/test-services'
import { createRedis, type Redis } from '@eduscale/platform/redis'
import { afterEach, describe, expect, test } from 'vitest'
import { proveTwoClients } from '../src/realtime/prove-two-clients'

const redisUrl = await takeTestRedis()
const open: Redis[] = []
const connect = () => {
  const redis = createRedis(redisUrl, 'test')
  redis.on('error', () => {})
  open.push(redis)
  return redis
}
afterEach(() => {
  for (const redis of open.splice(0)) redis.disconnect()
})

describe('publisher and subscriber at boot', () => {
  test('two clients pass', async () => {
    await expect(proveTwoClients({ pub: connect(), sub: connect(), probe: connect() })).resolves.toBeUndefined()
  })

  test('one client for both is refused: the blocking command holds its messages up', async () => {
    const shared = connect()
    await expect(proveTwoClients({ pub: shared, sub: shared, probe: connect() })).rejects.toThrow('share a connection')
  })
})

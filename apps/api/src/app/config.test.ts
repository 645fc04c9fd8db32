import { expect, test } from 'vitest'
import { loadApiConfig } from './config'

const needed = { DATABASE_URL: 'postgresql://x', REDIS_URL: 'redis://x', RUNNER_TOKEN: 'x'.repeat(16) }

test('a lease that no reload fits into is refused by its name', () => {
  expect(loadApiConfig({ ...needed, PRESENCE_LEASE_MS: '6000' }).PRESENCE_LEASE_MS).toBe(6_000)
  for (const lease of ['5999', '5000', '1'])
    expect(() => loadApiConfig({ ...needed, PRESENCE_LEASE_MS: lease })).toThrow(/PRESENCE_LEASE_MS: at least 6000/)
})

import { areaNames } from '@eduscale/contracts/routes/addresses'
import { expect, test } from 'vitest'
import { loadApiConfig } from './config'

const needed = { DATABASE_URL: 'postgresql://x', REDIS_URL: 'redis://x', RUNNER_TOKEN: 'x'.repeat(16) }

test('a lease that no reload fits into is refused by its name', () => {
  expect(loadApiConfig({ ...needed, PRESENCE_LEASE_MS: '6000' }).PRESENCE_LEASE_MS).toBe(6_000)
  for (const lease of ['5999', '5000', '1'])
    expect(() => loadApiConfig({ ...needed, PRESENCE_LEASE_MS: lease })).toThrow(/PRESENCE_LEASE_MS: at least 6000/)
})

test('a process serves everything unless it is told what', () => {
  expect(loadApiConfig(needed)).toMatchObject({ AREAS: areaNames, ROLES: ['http', 'realtime', 'worker'] })
  const some = loadApiConfig({ ...needed, AREAS: 'judge, arena', ROLES: 'worker' })
  expect(some).toMatchObject({ AREAS: ['judge', 'arena'], ROLES: ['worker'] })
})

test('an area or role that there is not is named, with those that there are', () => {
  expect(() => loadApiConfig({ ...needed, AREAS: 'identity,nothing' })).toThrow(
    `AREAS.1: there is no "nothing"; known are ${areaNames.join(', ')}`,
  )
  expect(() => loadApiConfig({ ...needed, ROLES: 'htpp' })).toThrow(
    /ROLES\.0: there is no "htpp"; known are http, realtime, worker/,
  )
  expect(() => loadApiConfig({ ...needed, AREAS: ',' })).toThrow(`AREAS: name some of ${areaNames.join(', ')}`)
})

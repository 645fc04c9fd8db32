import { expect, test } from 'vitest'
import { readAddresses } from './addresses'

test('everything follows from PORT', () => {
  const { ports, publicUrl, apiUrls } = readAddresses({ PORT: '5000' })
  expect(ports).toEqual({ web: 5000, api: [5001, 5002], runner: 5003, bot: 5004, internal: [5005, 5006], webMetrics: 5007 })
  expect(publicUrl).toBe('http://127.0.0.1:5000')
  expect(apiUrls).toEqual(['http://127.0.0.1:5001', 'http://127.0.0.1:5002'])
})

test('an IPv6 address is bracketed where it is part of a URL', () => {
  expect(readAddresses({ HOST: '::1' })).toMatchObject({
    host: '::1',
    publicUrl: 'http://[::1]:4000',
    apiUrls: ['http://[::1]:4001', 'http://[::1]:4002'],
    localApiUrls: ['http://[::1]:4001', 'http://[::1]:4002'],
  })
})

test.each([
  [{ PORT: '6000' }, /port 6000, which they refuse/],
  [{ PORT: '5999' }, /port 6000, which they refuse/],
  [{ PORT: '6664' }, /port 6665/],
  [{ PORT: 'x' }, /PORT must be a number/],
  [{ PUBLIC_URL: 'https://example.org/arena' }, /without a path/],
  [{ PUBLIC_URL: 'https://example.org/?a' }, /without a path/],
  [{ PUBLIC_URL: 'example.org' }, /PUBLIC_URL must look like/],
  [{ API_URLS: 'http://10.0.0.1:4001,foo' }, /API_URLS must look like .* "foo"/],
  [{ WEB_ORIGINS: 'https://example.org/a' }, /WEB_ORIGINS is a host without a path/],
])('%j is refused', (env, says) => {
  expect(() => readAddresses(env)).toThrow(says)
})

test('what runners ask for is on ports of its own', () => {
  expect(readAddresses({ PORT: '5000' }).ports).toMatchObject({ api: [5001, 5002], internal: [5005, 5006] })
})

test('what follows on a port that only our own processes use is fine', () => {
  expect(readAddresses({ PORT: '5997' }).ports.runner).toBe(6000)
})

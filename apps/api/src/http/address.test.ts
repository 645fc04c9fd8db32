import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createAddressReader, networkOf } from './address'

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['::FFFF:cb00:7109', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s counts as %s', (address, network) => expect(networkOf(address)).toBe(network))

test('the word of a trusted proxy counts, and nobody else’s', () => {
  const from = (remoteAddress: string, forwarded: string) => {
    const request = new IncomingMessage(Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress }))
    request.headers['x-forwarded-for'] = forwarded
    return request
  }
  const addressOf = createAddressReader(['10.0.0.0/8'])
  expect(addressOf(from('10.1.2.3', '198.51.100.1, 203.0.113.9'))).toBe('203.0.113.9')
  expect(addressOf(from('203.0.113.9', '198.51.100.1'))).toBe('203.0.113.9')
  expect(createAddressReader([])(from('10.1.2.3', '198.51.100.1'))).toBe('10.1.2.3')
})

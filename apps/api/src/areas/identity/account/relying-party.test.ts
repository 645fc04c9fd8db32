import { expect, test } from 'vitest'
import { relyingPartyOf } from './relying-party'

test.each([
  ['https://eduscale.example.org', { id: 'eduscale.example.org', origin: 'https://eduscale.example.org' }],
  ['https://eduscale.example.org:8443/', { id: 'eduscale.example.org', origin: 'https://eduscale.example.org:8443' }],
  ['http://localhost:4000', { id: 'localhost', origin: 'http://localhost:4000' }],
  ['https://localhost', { id: 'localhost', origin: 'https://localhost' }],
  ['http://play.localhost:4000', { id: 'play.localhost', origin: 'http://play.localhost:4000' }],
  // This machine's own number is a name elsewhere.
  ['http://127.0.0.1:4000', { id: 'localhost', origin: 'http://localhost:4000' }],
  ['http://[::1]:4000', { id: 'localhost', origin: 'http://localhost:4000' }],
  ['http://192.168.1.20:4000', { why: 'plain-http' }],
  ['http://eduscale.example.org', { why: 'plain-http' }],
  ['https://192.168.1.20', { why: 'no-name' }],
  ['https://3232235796', { why: 'no-name' }],
  ['https://[2001:db8::1]', { why: 'no-name' }],
  // No domain that anybody could have registered.
  ['https://intranet', { why: 'no-name' }],
])('%s', (url, expected) => {
  expect(relyingPartyOf(url)).toEqual(expected)
})

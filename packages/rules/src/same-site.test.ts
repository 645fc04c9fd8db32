import { expect, test } from 'vitest'
import { isSameSite } from './same-site'

test.each([
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4001', true],
  ['http://localhost:4000', 'http://127.0.0.1:4001', true],
  ['http://192.168.1.20:4000', 'http://192.168.1.20:4001', true],
  ['https://eduscale.example', 'https://api.eduscale.example', true],
  ['https://app.eduscale.example', 'https://api.eduscale.example', true],
  ['https://eduscale.example', 'http://eduscale.example:4001', false],
  ['http://192.168.1.20:4000', 'http://192.168.1.21:4001', false],
  ['http://192.168.1.20:4000', 'http://127.0.0.1:4001', false],
  ['https://eduscale.example', 'https://elsewhere.example', false],
  ['https://eduscale.example', 'https://example', false],
])('%s and %s: %s', (page, api, isSame) => {
  expect(isSameSite(page, api)).toBe(isSame)
})

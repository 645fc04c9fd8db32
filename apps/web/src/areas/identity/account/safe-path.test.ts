import { expect, it } from 'vitest'
import { safePath } from './safe-path'

it.each([
  ['/invite/abc-1', '/invite/abc-1'],
  [undefined, '/arena'],
  ['//evil.example', '/arena'],
  ['/\\evil.example', '/arena'],
  ['/.//evil.example', '/arena'],
  ['/a//b', '/arena'],
  ['/a/../b', '/arena'],
  ['https://evil.example', '/arena'],
  ['javascript:alert(1)', '/arena'],
  [['/a', '/b'], '/arena'],
])('%s leads to %s', (to, path) => expect(safePath(to)).toBe(path))

import { expect, test } from 'vitest'
import { toLocalePath, withoutLocale } from './locale-path'

test.each([
  ['/', 'uk', '/uk'],
  ['/arena', 'pl', '/pl/arena'],
  ['/practice?skill=dp#top', 'ru', '/ru/practice?skill=dp#top'],
  ['/arena', 'en', '/arena'],
  ['#content', 'uk', '#content'],
] as const)('%s in %s is %s, and comes back', (path, locale, own) => {
  expect(toLocalePath(path, locale)).toBe(own)
  if (path.startsWith('/')) expect(withoutLocale(own)).toBe(path)
})

test('what only begins like a language is none', () => {
  expect(withoutLocale('/ukulele')).toBe('/ukulele')
  expect(withoutLocale('/plan/a')).toBe('/plan/a')
})

import { createLogger } from '@eduscale/platform/logger'
import { expect, test } from 'vitest'
import { LanguageImages } from './language-images'

const signal = new AbortController().signal
const log = createLogger('test', { level: 'silent' })

function images(provide: (name: string) => Promise<string | null>): LanguageImages {
  return new LanguageImages({
    names: ['polyglot', 'one', 'two'],
    provide,
    readVersions: async (image) => (image === 'polyglot' ? [{ id: 'python', version: '3' }] : [{ id: 'c', version: image }]),
    retryMs: 20,
    log,
  })
}

test('languages join as their images come, the first image first', async () => {
  let build = (): void => undefined
  const built = new Promise<void>((resolve) => (build = resolve))
  const some = images(async (name) => (name === 'one' ? built.then(() => 'one:1') : `${name}:1`))
  await some.add('polyglot', signal)
  const others = some.addOthers(signal)
  expect(some.versions).toEqual([{ id: 'python', version: '3' }])
  const isReady = some.isReady('one', { timeoutMs: 60_000, signal })
  build()
  expect(await isReady).toBe(true)
  await others
  expect(some.versions.map(({ version }) => version)).toEqual(['3', 'one', 'two'])
  expect(await some.reference('two')).toBe('two:1')
})

test('an image that can not be had is said to be missing, the next one still joins, and it is tried again', async () => {
  let isThere = false
  const some = images(async (name) => (name === 'one' && !isThere ? null : `${name}:1`))
  await some.add('polyglot', signal)
  const others = some.addOthers(signal)
  expect(await some.isReady('two', { timeoutMs: 60_000, signal })).toBe(true)
  expect(await some.isReady('one', { timeoutMs: 60_000, signal })).toBe(false)
  isThere = true
  await others
  expect(await some.isReady('one', { timeoutMs: 0, signal })).toBe(true)
})

test('who waits for an image waits no longer than is said', async () => {
  const some = images(async () => new Promise<string>(() => undefined))
  expect(await some.isReady('one', { timeoutMs: 0, signal })).toBe(false)
})

import { expect, test } from 'vitest'
import { SpareParts } from './spare-parts'

test('parts that come with another part are loaded as well, each once', async () => {
  const parts = new SpareParts()
  const loaded: string[] = []
  const part = (name: string, inner: readonly string[] = []) => {
    parts.add(async () => {
      loaded.push(name)
      for (const each of inner) part(each)
      return name
    })
  }
  part('result', ['chat'])
  part('dialog')
  await parts.loadAll(() => false)
  await parts.loadAll(() => false)
  expect(loaded).toEqual(['result', 'dialog', 'chat'])
})

test('what was not wanted any more is still to be had later', async () => {
  const parts = new SpareParts()
  let isLoaded = false
  parts.add(async () => {
    isLoaded = true
    return 'part'
  })
  await parts.loadAll(() => true)
  expect(isLoaded).toBe(false)
  await parts.loadAll(() => false)
  expect(isLoaded).toBe(true)
})

import { expect, test } from 'vitest'
import { createGuardedStorage } from '../../app-services/storage/tab-storage'
import { keepFiles, readFiles } from './file-store'

const files = [{ name: 'helper.py', text: 'x = 1\n' }]
/** In memory alone. */
const storage = () => createGuardedStorage(() => undefined)

test('files are kept by person and problem', () => {
  const kept = storage()
  keepFiles(kept, { owner: 'ada', slug: 'sum', files })
  expect(readFiles(kept, 'ada', 'sum')).toEqual(files)
  expect(readFiles(kept, 'ben', 'sum')).toEqual([])
  expect(readFiles(kept, 'ada', 'other')).toEqual([])
})

test('whoever was a visitor a moment ago takes theirs along, and the next one finds none', () => {
  const kept = storage()
  keepFiles(kept, { owner: 'visitor', slug: 'sum', files })
  expect(readFiles(kept, 'visitor', 'sum')).toEqual(files)
  expect(readFiles(kept, 'ada', 'sum')).toEqual(files)
  expect(readFiles(kept, 'ada', 'sum')).toEqual(files)
  expect(readFiles(kept, 'ben', 'sum')).toEqual([])
  expect(readFiles(kept, 'visitor', 'sum')).toEqual([])
})

test('what is no list of files counts as none', () => {
  const kept = storage()
  for (const text of ['no JSON', '{}', '[{"name":1}]']) {
    kept.setItem('eduscale.files:ada:sum', text)
    expect(readFiles(kept, 'ada', 'sum')).toEqual([])
  }
})

import type { TextFile } from '@eduscale/contracts/test-set'
import type { TabStorage } from '../../services/tab-storage'
import { findFilesProblem } from './file-changes'

const keyOf = (owner: string, slug: string) => `eduscale.files:${owner}:${slug}`

/** Somebody's files of a problem. Who was a visitor in this browser a moment ago takes along what they wrote then. */
export function readFiles(storage: TabStorage, owner: string, slug: string): TextFile[] {
  const own = storage.getItem(keyOf(owner, slug))
  if (own !== null || owner === 'visitor') return parseFiles(own)
  const left = storage.getItem(keyOf('visitor', slug))
  if (left === null) return []
  storage.setItem(keyOf(owner, slug), left)
  storage.removeItem(keyOf('visitor', slug))
  return parseFiles(left)
}

export function keepFiles(storage: TabStorage, given: { owner: string; slug: string; files: readonly TextFile[] }): void {
  storage.setItem(keyOf(given.owner, given.slug), JSON.stringify(given.files))
}

function parseFiles(text: string | null): TextFile[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) && value.every(isFile) && findFilesProblem(value) === null ? value : []
  } catch {
    return []
  }
}

function isFile(value: unknown): value is TextFile {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('text' in value)) return false
  return typeof value.name === 'string' && typeof value.text === 'string'
}

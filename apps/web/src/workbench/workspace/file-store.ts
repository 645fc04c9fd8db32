import type { TextFile } from '@eduscale/contracts/test-set'
import type { TabStorage } from '../../app-services/storage/tab-storage'
import { claimOwnKey } from '../drafts/own-key'
import { findFilesProblem } from './file-changes'

/** Somebody's files of a problem. */
export function readFiles(storage: TabStorage, owner: string, slug: string): TextFile[] {
  return parseFiles(storage.getItem(keyOf(storage, owner, slug)))
}

export function keepFiles(storage: TabStorage, given: { owner: string; slug: string; files: readonly TextFile[] }): void {
  storage.setItem(keyOf(storage, given.owner, given.slug), JSON.stringify(given.files))
}

function keyOf(storage: TabStorage, person: string, slug: string): string {
  return claimOwnKey(storage, { kind: 'files', person, of: slug })
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

import type { TabStorage } from '../../app-services/storage/tab-storage'

/**
 * Where this browser keeps somebody's own of a kind (`draft`, `files`). Who was a visitor a moment ago takes along what they wrote then:
 * it is moved, so that whoever comes next as a visitor finds nothing of it.
 */
export function claimOwnKey(storage: TabStorage, given: { kind: 'draft' | 'files'; person: string; of: string }): string {
  const keyOf = (person: string) => `eduscale.${given.kind}:${person}:${given.of}`
  const key = keyOf(given.person)
  if (given.person === 'visitor') return key
  const left = storage.getItem(keyOf('visitor'))
  // Whoever has something of their own keeps that, and the other stays with visitors: neither is lost.
  if (left === null || storage.getItem(key) !== null) return key
  storage.setItem(key, left)
  storage.removeItem(keyOf('visitor'))
  return key
}

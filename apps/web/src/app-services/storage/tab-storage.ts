/** What the app uses of a browser's storage. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * The one door to the browser's storage. Where it is missing (on the server), forbidden (some private modes) or full, a value is kept
 * in memory, and the app works until the page is closed. No call of it throws.
 */
export function tabStorage(kind: 'session' | 'local'): TabStorage {
  return kind === 'session' ? session : local
}

/** Memory stands before the browser's storage for what that didn't take, and for that alone: another tab may have written the rest. */
export function createGuardedStorage(find: () => TabStorage | undefined): TabStorage {
  const memory = new Map<string, string | null>()
  return {
    getItem: (key) => {
      const kept = memory.get(key)
      if (kept !== undefined) return kept
      try {
        return find()?.getItem(key) ?? null
      } catch {
        return null
      }
    },
    setItem: (key, value) => {
      try {
        const storage = find()
        if (!storage) return void memory.set(key, value)
        storage.setItem(key, value)
        memory.delete(key)
      } catch {
        memory.set(key, value)
      }
    },
    removeItem: (key) => {
      try {
        memory.delete(key)
        find()?.removeItem(key)
      } catch {
        memory.set(key, null)
      }
    },
  }
}

// Reading the property itself throws where storage is forbidden; on the server there is none, and nothing may be kept there either.
const session = createGuardedStorage(() => (typeof window === 'undefined' ? nowhere : globalThis.sessionStorage))
const local = createGuardedStorage(() => (typeof window === 'undefined' ? nowhere : globalThis.localStorage))

const nowhere: TabStorage = { getItem: () => null, setItem: () => {}, removeItem: () => {} }

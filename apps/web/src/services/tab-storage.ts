/**
 * The browser's storage, or one in memory where it is missing (on the server) or forbidden (some private modes): the app
 * then works until the page is closed.
 */
export function tabStorage(kind: 'session' | 'local'): Storage {
  try {
    const storage = kind === 'session' ? globalThis.sessionStorage : globalThis.localStorage
    if (storage) {
      storage.getItem('eduscale')
      return storage
    }
  } catch {
    // Reading the property itself throws where storage is forbidden.
  }
  return new MemoryStorage()
}

class MemoryStorage implements Storage {
  #values = new Map<string, string>()

  get length(): number {
    return this.#values.size
  }

  key(index: number): string | null {
    return [...this.#values.keys()][index] ?? null
  }

  getItem(key: string): string | null {
    return this.#values.get(key) ?? null
  }

  setItem(key: string, value: string): void {
    this.#values.set(key, value)
  }

  removeItem(key: string): void {
    this.#values.delete(key)
  }

  clear(): void {
    this.#values.clear()
  }
}

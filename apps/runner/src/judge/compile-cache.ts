import { createHash } from 'node:crypto'
import type { CompileResult } from '@eduscale/contracts/judge'
import type { LanguageId } from '@eduscale/contracts/language'
import type { Source } from './program-files'

export interface CompiledProgram {
  result: CompileResult
  archive: Buffer
}

/** Compiling takes up to a second, unpacking some milliseconds; what compiles faster isn't worth its memory. */
export const worthKeepingMs = 60

/**
 * Compiled programs by the hash of all that made them, the least recently used ones dropped beyond `maxBytes`. Only what came of
 * exactly these sources is handed to whoever sends exactly these sources.
 */
export class CompileCache {
  #maxBytes: number
  #bytes = 0
  #kept = new Map<string, CompiledProgram>()
  hits = 0
  misses = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  find(key: string): CompiledProgram | null {
    const found = this.#kept.get(key) ?? null
    if (found) {
      this.hits += 1
      this.#kept.delete(key)
      this.#kept.set(key, found)
    } else this.misses += 1
    return found
  }

  keep(key: string, program: CompiledProgram): void {
    if (this.#kept.has(key) || program.archive.length > this.#maxBytes / 4) return
    this.#kept.set(key, program)
    this.#bytes += program.archive.length
    for (const [oldest, { archive }] of this.#kept) {
      if (this.#bytes <= this.#maxBytes) return
      this.#kept.delete(oldest)
      this.#bytes -= archive.length
    }
  }
}

/** `flags` is the whole command line: another image's compiler is another path or version, and another key. */
export function compileKey(of: {
  language: LanguageId
  image: string
  flags: readonly string[]
  files: readonly Source[]
}): string {
  return createHash('sha256')
    .update(JSON.stringify([of.language, of.image, of.flags, of.files.map(({ name, text }) => [name, text])]))
    .digest('hex')
}

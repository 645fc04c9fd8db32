import { createHash } from 'node:crypto'
import type { CompileResult } from '@eduscale/contracts/judge'
import type { LanguageId } from '@eduscale/contracts/language'
import type { CompiledSource } from './source-lines'
import type { Source } from './program-files'

export interface CompiledProgram {
  result: CompileResult
  archive: Buffer
  sources: readonly CompiledSource[]
}

/** Unpacking takes some milliseconds, as packing does. What compiles in less than this many isn't worth its memory. */
export const worthKeepingMs = 60

/**
 * Programs that compiled, by the hash of all that made them (compileKey): whoever sends the same gets what came of it. In memory, for
 * as long as the runner lives. Beyond `maxBytes` of archives the least recently used go; one of more than a quarter isn't kept.
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

/**
 * `image` is a name, and a runner takes one build of it for as long as it lives: so does the cache, and no version needs to be in the
 * key. `flags` are whole command lines, of the second attempt too. Limits aren't in it: they decide whether a program compiles, not
 * what comes of it, and what didn't compile isn't kept.
 */
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

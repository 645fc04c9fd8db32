import { createHash, randomUUID } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runnerTokenHeader } from '@eduscale/contracts/judge'
import { problemKinds } from '@eduscale/contracts/problem-kind'
import { canonicalTestSet, testSetSchema, type TestSet } from '@eduscale/contracts/test-set'
import { z } from 'zod'

const requestTimeoutMs = 10_000
const maxRecent = 8

export interface TestSetsOptions {
  apiUrls: readonly string[]
  token: string
  dir: string
  maxBytes: number
  /** A set could not be kept, as on a full disk. It is judged all the same, and asked for again when it is forgotten here. */
  onNotKept: (error: unknown) => void
}

/** A test set that exists nowhere, or isn't what its hash says: asking again won't help. */
export class BadTestSetError extends Error {
  override name = 'BadTestSetError'
}

/** Test sets by hash: immutable, so a cached one is never asked for again. */
export class TestSets {
  #options: TestSetsOptions
  #loading = new Map<string, Promise<TestSet>>()
  /** The last few, parsed: reading and hashing two megabytes takes longer than a Python program. */
  #recent = new Map<string, TestSet>()

  constructor(options: TestSetsOptions) {
    this.#options = options
  }

  /** Closes the folder for everybody else, also one that is there already: an earlier version, or an admin, may have made it. */
  async closeFolder(): Promise<void> {
    // What programs are tested with is for nobody else on this machine.
    await mkdir(this.#options.dir, { recursive: true, mode: 0o700 })
    // Somebody else's is theirs to close.
    await chmod(this.#options.dir, 0o700).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error
    })
  }

  /** Two submissions of one problem at a time load it once. */
  async get(hash: string): Promise<TestSet> {
    const recent = this.#recent.get(hash)
    if (recent) return this.#remember(recent)
    const loading = this.#loading.get(hash) ?? this.#load(hash).finally(() => this.#loading.delete(hash))
    this.#loading.set(hash, loading)
    return this.#remember(await loading)
  }

  #remember(set: TestSet): TestSet {
    this.#recent.delete(set.hash)
    this.#recent.set(set.hash, set)
    const [oldest] = this.#recent.keys()
    if (this.#recent.size > maxRecent && oldest !== undefined) this.#recent.delete(oldest)
    return set
  }

  async #load(hash: string): Promise<TestSet> {
    const path = join(this.#options.dir, `${hash}.json`)
    const cached = await readFile(path, 'utf8').catch(() => null)
    // A file that a crash cut short, or that somebody touched, is fetched anew.
    const kept = cached === null ? null : parseTestSet(cached, hash)
    if (kept) {
      await utimes(path, new Date(), new Date()).catch(() => undefined)
      return kept
    }
    const set = await this.#fetch(hash)
    await this.#store(path, set).catch(this.#options.onNotKept)
    return set
  }

  async #fetch(hash: string): Promise<TestSet> {
    const failures: string[] = []
    for (const url of this.#options.apiUrls) {
      try {
        const response = await fetch(new URL(`/internal/test-sets/${hash}`, url), {
          headers: { [runnerTokenHeader]: this.#options.token },
          signal: AbortSignal.timeout(requestTimeoutMs),
        })
        if (response.status === 404) throw new BadTestSetError(`no test set ${hash}`)
        if (!response.ok) throw new Error(`status ${response.status}`)
        const text = await response.text()
        const set = parseTestSet(text, hash)
        if (!set) throw new BadTestSetError(findUnknownKind(text) ?? `test set ${hash} is not what its hash says`)
        return set
      } catch (error) {
        if (error instanceof BadTestSetError) throw error
        failures.push(`${url}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    throw new Error(`no api node gave test set ${hash}: ${failures.join('; ')}`)
  }

  /** Written beside and renamed: a reader sees a whole file or none, also after a power cut in between. */
  async #store(path: string, set: TestSet): Promise<void> {
    // Somebody may have removed it meanwhile.
    await mkdir(this.#options.dir, { recursive: true, mode: 0o700 })
    const temporary = `${path}.${randomUUID()}.tmp`
    try {
      await writeFile(temporary, JSON.stringify(set), { mode: 0o600 })
      await rename(temporary, path)
    } finally {
      await rm(temporary, { force: true })
    }
    await this.#trim()
  }

  async #trim(): Promise<void> {
    const names = await readdir(this.#options.dir)
    const found = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#options.dir, name)
        const info = await stat(path).catch(() => null)
        return { path, bytes: info?.size ?? 0, usedAt: info?.mtimeMs ?? 0 }
      }),
    )
    let total = found.reduce((sum, file) => sum + file.bytes, 0)
    for (const file of found.toSorted((a, b) => a.usedAt - b.usedAt).slice(0, -1)) {
      if (total <= this.#options.maxBytes) return
      await rm(file.path, { force: true })
      total -= file.bytes
    }
  }
}

const anyKindSchema = z.object({ io: z.object({ kind: z.string() }) })

/** An api node may know more kinds of problems than this runner: why its set can't be judged here. */
function findUnknownKind(text: string): string | null {
  const parsed = anyKindSchema.safeParse(tryToParse(text))
  const kind = parsed.data?.io.kind
  if (kind === undefined || problemKinds.some((known) => known === kind)) return null
  return `this runner knows no problem of the kind ${kind}; it judges ${problemKinds.join(', ')}`
}

/** Null when it isn't the set of that hash. Parsing puts the keys in the contract's order, which the hash is taken over. */
export function parseTestSet(text: string, hash: string): TestSet | null {
  const parsed = testSetSchema.safeParse(tryToParse(text))
  if (!parsed.success || parsed.data.hash !== hash) return null
  const actual = createHash('sha256').update(canonicalTestSet(parsed.data)).digest('hex')
  return actual === hash ? parsed.data : null
}

function tryToParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

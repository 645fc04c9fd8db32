import { randomUUID } from 'node:crypto'
import { createDb, type Db } from '@eduscale/db'
import { Random } from '@eduscale/testing/chaos/random'
import { createFreshDatabase, type FreshDatabase } from '@eduscale/testing/fresh-database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRunSeed, seedNumber } from '../../../scripts/tests/share'
import { createUser } from '../src/areas/identity/account/account.queries'
import { createSession, presentKey } from '../src/areas/identity/session/session.queries'

/*
 * Browsers by chance: twenty tabs, answers that are lost, late or doubled, machines that sleep, jars of cookies that a crash sets back.
 * Nobody is out, and no family ends that isn't stolen; a stolen key always ends its family.
 */
let fresh: FreshDatabase
let db: Db
const isWhole = readRunSeed() === 'whole'
const rounds = isWhole ? 10_000 : 60
const steps = 30
/** Rounds at a time, each with a session of its own. */
const atOnce = 8

beforeAll(async () => {
  fresh = await createFreshDatabase()
  db = createDb({ url: fresh.url, poolSize: atOnce, applicationName: 'test' })
}, 120_000)
afterAll(async () => {
  await db.$disconnect()
  await fresh.drop()
})

/** A browser writes its cookies to disk every so many seconds; the time of a browser is the time of its session. */
const writesEverySeconds = 30

class Browser {
  readonly sessionId: string
  #now = 0
  /** What the jar held since when. */
  #jar = [{ at: 0, number: 1 }]
  #late: { at: number; number: number }[] = []

  constructor(sessionId: string) {
    this.sessionId = sessionId
  }

  /** Of a person of its own: somebody who signs in for the hundredth time ends their oldest session. */
  static async open(): Promise<Browser> {
    const userId = await createUser(db, { name: `Ida ${randomUUID()}`, kind: 'guest', passwordHash: null })
    return new Browser((await createSession(db, { userId, device: null, network: null })).sessionId)
  }

  get key(): number {
    return this.#jar.at(-1)?.number ?? 0
  }

  /** What becomes of a key that is shown: the next, or null for whoever is out. */
  async show(number: number): Promise<number | null> {
    const presented = await presentKey(db, { sessionId: this.sessionId, number }, { network: null })
    return presented.is === 'valid' ? presented.number : null
  }

  take(number: number): void {
    this.#jar.push({ at: this.#now, number })
  }

  /** An answer that arrives so many seconds from now; a page waits no longer for one. */
  takeLater(number: number, seconds: number): void {
    this.#late.push({ at: this.#now + seconds, number })
  }

  async sleep(seconds: number): Promise<void> {
    const until = this.#now + seconds
    for (const { at, number } of this.#late.filter((answer) => answer.at <= until)) this.#jar.push({ at, number })
    this.#late = this.#late.filter((answer) => answer.at > until)
    this.#now = until
    const past =
      'created_at = created_at - d, last_used_at = last_used_at - d, rotated_at = rotated_at - d, given_at = given_at - d'
    await fresh.query(
      `UPDATE session SET ${past}, ends_at = ends_at + interval '1 day' FROM (SELECT $2 * interval '1 second' AS d) AS slept WHERE id = $1`,
      [this.sessionId, seconds],
    )
  }

  /** The browser is killed: it comes back with what it had on disk, and nothing that was on its way arrives. */
  crash(secondsSinceWriting: number): void {
    const onDisk = this.#jar.filter(({ at }) => at <= this.#now - secondsSinceWriting)
    // That it was written it stays, however soon the next crash comes.
    this.#jar = [{ at: -Infinity, number: onDisk.at(-1)?.number ?? 1 }]
    this.#late = []
  }
}

const naps = [1, 5, 15, 25, 45, 90, 240, 300, 3_600, 8 * 3_600, 5 * 86_400] as const

async function useByChance(browser: Browser, random: Random): Promise<string | null> {
  for (let step = 0; step < steps; step += 1) {
    const key = browser.key
    const kind = random.pick(['alone', 'alone', 'twenty', 'twice', 'late', 'late', 'lost', 'lost', 'crash'] as const)
    const shown = kind === 'twenty' ? 20 : kind === 'twice' ? 2 : kind === 'crash' ? 0 : 1
    const answers = await Promise.all(Array.from({ length: shown }, async () => browser.show(key)))
    if (answers.includes(null)) return `step ${step}: out with key ${key}, by ${kind}`
    for (const number of answers) {
      if (number === null || kind === 'lost') continue
      if (kind === 'late') browser.takeLater(number, random.between(1, 10))
      else browser.take(number)
    }
    if (kind === 'crash') browser.crash(random.between(0, writesEverySeconds))
    await browser.sleep(random.pick(naps))
  }
  return null
}

/** Two jars of one family, each used by chance, until it ends. */
async function stealByChance(browser: Browser, random: Random): Promise<string | null> {
  const before = await useByChance(browser, random)
  if (before !== null) return before
  const holders = [browser.key, browser.key]
  let last = -1
  for (let turn = 0; turn < 200; turn += 1) {
    await browser.sleep(random.between(61, 600))
    // Both go on, and neither rests for ever.
    const who = random.next() < 0.5 ? 1 - Math.max(0, last) : random.between(0, 1)
    last = who
    const next = await browser.show(holders[who] ?? 0)
    if (next === null) {
      const left = await Promise.all(holders.map(async (key) => browser.show(key)))
      return left.every((key) => key === null) ? null : 'one of the two goes on'
    }
    holders[who] = next
  }
  return 'nobody has noticed'
}

async function play(round: (browser: Browser, random: Random) => Promise<string | null>): Promise<string[]> {
  const seed = seedNumber()
  const wrong: string[] = []
  let next = 0
  const line = async (): Promise<void> => {
    while (next < rounds) {
      const number = (next += 1)
      const said = await round(await Browser.open(), new Random(seed * 100_000 + number))
      if (said !== null) wrong.push(`round ${number} of seed ${seed}: ${said}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  return wrong
}

test(`nobody is out, in ${rounds} browsers by chance`, async () => {
  expect(await play(useByChance)).toEqual([])
}, 3_600_000)

test(`a stolen key always ends its family, in ${rounds} browsers by chance`, async () => {
  expect(await play(stealByChance)).toEqual([])
}, 3_600_000)

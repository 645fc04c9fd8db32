import { parseFact, type Fact, type FactType } from '@eduscale/contracts/facts'
import { storableTextSchema } from '@eduscale/contracts/storable-text'
import type { Db, DbTransaction } from '@eduscale/db'
import { withSavepoint } from '@eduscale/db/savepoint'
import type { Failpoints } from '@eduscale/platform/failpoint'
import type { Logger } from '@eduscale/platform/logger'
import * as queries from './facts.queries'
import type { Semaphore } from './semaphore'

export interface Consumer {
  /** Its cursor's name, and nobody else's: never changed, or it begins anew. */
  name: string
  /** One that is added later is heard of from then on; whoever needs its history too is another consumer. */
  types: readonly FactType[]
  /**
   * Applies one fact. What it writes by `tx` is committed together with the cursor, so it happens once; what it does otherwise may
   * happen again. Of a subject's facts one may come after a later one, when it failed before: `number` tells.
   */
  apply: (tx: DbTransaction, fact: Fact) => Promise<void>
}

export interface DeliveryOptions {
  db: Db
  log: Logger
  failpoints: Failpoints
  /** A fact that fails is tried so often in all. */
  maxTries: number
  firstWaitMs: number
  /** So many portions of all consumers at a time. */
  portions: Semaphore
  /** Milliseconds on a clock that never goes back. */
  now?: () => number
}

const longestWaitMs = 300_000
/** Short transactions: each holds back what comes after it. */
const perTransaction = 100
/** No other is begun after so long: where all are slow, one that did a hundred would never come to its end. */
const portionMs = 5_000
/** A turn ends after so many, and others get theirs. */
const perTurn = 5_000
const maxErrorLength = 500

/** So often the same facts are begun before it is believed that one of them ends whatever process applies it. */
const beginnings = 3

/**
 * Hands a consumer what it hasn't had, in the order of (xid, id); one node at a time does this for each consumer. A fact that can't be
 * applied is set by and tried again with growing waits; after `maxTries` it is set aside, and somebody must look at it. It stops
 * nobody; nor does one that ends the process: the facts where that happened are gone through one by one, and that one is set aside.
 */
export async function deliverFacts(options: DeliveryOptions, consumer: Consumer): Promise<void> {
  await queries.addCursor(options.db, consumer.name)
  for (let count = 0; count < perTurn;) {
    const { delivered, isAll } = await options.portions.run(() => deliverPortion(options, consumer))
    count += delivered
    if (isAll) break
  }
  for (let count = 0; count < perTurn && (await retryOne(options, consumer)); count += 1);
}

function deliverPortion(options: DeliveryOptions, consumer: Consumer): Promise<{ delivered: number; isAll: boolean }> {
  const { db, failpoints, now = () => performance.now() } = options
  const { name, types } = consumer
  return queries.inTransaction(db, async (tx) => {
    if (!(await queries.holdCursor(tx, name))) return { delivered: 0, isAll: true }
    const seenBelow = await queries.readHorizon(tx)
    const read = await queries.readFacts(tx, { consumer: name, types, seenBelow, limit: perTransaction })
    const { begun, oneByOne } = read.length === 0 ? { begun: 1, oneByOne: 0 } : await queries.countAttempt(db, name)
    const isOneByOne = oneByOne > 0 || begun > beginnings
    const isFatal = begun > (oneByOne > 0 ? beginnings : 2 * beginnings)
    const rows = isOneByOne ? read.slice(0, 1) : read
    await failpoints.pass('facts-read')
    const endAt = now() + portionMs
    let last: queries.FactRow | null = null
    let delivered = 0
    for (const row of rows) {
      if (last && now() > endAt) break
      last = row
      delivered += 1
      await (isFatal ? setAsideFatal(tx, options, name, row) : applyFirst(tx, options, consumer, row))
    }
    const isAll = read.length < perTransaction && delivered === read.length
    await queries.moveCursor(tx, name, isAll ? null : last, seenBelow)
    if (read.length > 0) await queries.endAttempt(tx, name, isOneByOne ? (oneByOne || perTransaction) - 1 : 0)
    await failpoints.pass('before-facts-commit')
    return { delivered, isAll }
  })
}

async function applyFirst(
  tx: DbTransaction,
  { log, failpoints, firstWaitMs: waitMs }: DeliveryOptions,
  { name: consumer, apply }: Consumer,
  row: queries.FactRow,
): Promise<void> {
  await failpoints.pass(`apply-${row.type}`)
  const error = await tryToApply(tx, row, apply)
  await failpoints.pass('fact-applied')
  if (error === null) return
  log.warn({ err: error, consumer, factId: row.id }, 'a fact could not be applied; it is tried again')
  await queries.postpone(tx, { consumer, factId: row.id, tries: 1, error: textOf(error), waitMs })
}

async function setAsideFatal(tx: DbTransaction, { log }: DeliveryOptions, consumer: string, row: queries.FactRow): Promise<void> {
  log.error({ consumer, factId: row.id }, 'a fact ended each process that applied it, and is set aside: somebody must look at it')
  await queries.postpone(tx, { consumer, factId: row.id, tries: beginnings, error: queries.unended, waitMs: null })
}

/** False when there was none. */
async function retryOne(options: DeliveryOptions, { name, apply }: Consumer): Promise<boolean> {
  const { db, log, failpoints } = options
  const claimed = await queries.claimRetry(db, name, { ...options, longestWaitMs })
  if (claimed === null) return false
  const { factId, isLast } = claimed
  await queries.inTransaction(db, async (tx) => {
    const row = await queries.holdRetry(tx, name, factId)
    if (row === null) return
    await failpoints.pass(`apply-${row.type}`)
    const error = await tryToApply(tx, row, apply)
    if (error === null) {
      await queries.removeRetry(tx, name, factId)
      return
    }
    if (isLast) log.error({ err: error, consumer: name, factId }, 'a fact is set aside: somebody must look at it')
    await queries.sayWhyRetryFailed(tx, name, factId, textOf(error))
  })
  return true
}

/** What the consumer wrote before it failed is taken back, and the transaction goes on. */
async function tryToApply(tx: DbTransaction, row: queries.FactRow, apply: Consumer['apply']): Promise<unknown> {
  try {
    await withSavepoint(tx, () => apply(tx, parseFact(row)))
    return null
  } catch (error) {
    return error
  }
}

/** Storable: else one bad word would keep the portion, and all behind it, from being committed. */
function textOf(error: unknown): string {
  return storableTextSchema.parse((error instanceof Error ? error.message : String(error)).slice(0, maxErrorLength))
}

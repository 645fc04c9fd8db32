import { parseFact, type Fact, type FactType } from '@eduscale/contracts/facts'
import { storableTextSchema } from '@eduscale/contracts/storable-text'
import type { Db, DbTransaction } from '@eduscale/db'
import type { Failpoints } from '@eduscale/platform/failpoint'
import type { Logger } from '@eduscale/platform/logger'
import * as queries from './facts.queries'

export interface Consumer {
  /** Its cursor's name: never changed, or it begins anew. */
  name: string
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

/**
 * Hands a consumer what it hasn't had, in the order of (xid, id); one node at a time does this for each consumer. A fact that can't be
 * applied is set by and tried again with growing waits; after `maxTries` it is set aside, and somebody must look at it. It stops
 * nobody.
 */
export async function deliverFacts(options: DeliveryOptions, consumer: Consumer): Promise<void> {
  await queries.addCursor(options.db, consumer.name)
  for (let count = 0; count < perTurn;) {
    const delivered = await deliverPortion(options, consumer)
    count += delivered
    if (delivered < perTransaction) break
  }
  for (let count = 0; count < perTurn && (await retryOne(options, consumer)); count += 1);
}

/** Returns how many facts were done, or might be: as many as fit where some are left. */
function deliverPortion(
  { db, log, failpoints, firstWaitMs, now = () => performance.now() }: DeliveryOptions,
  { name, types, apply }: Consumer,
): Promise<number> {
  return queries.inTransaction(db, async (tx) => {
    if (!(await queries.holdCursor(tx, name))) return 0
    const seenBelow = await queries.readHorizon(tx)
    const rows = await queries.readFacts(tx, { consumer: name, types, seenBelow, limit: perTransaction })
    await failpoints.pass('facts-read')
    const endAt = now() + portionMs
    let last: queries.FactRow | null = null
    for (const row of rows) {
      if (last && now() > endAt) break
      last = row
      const error = await tryToApply(tx, row, apply)
      await failpoints.pass('fact-applied')
      if (error === null) continue
      log.warn({ err: error, consumer: name, factId: row.id }, 'a fact could not be applied; it is tried again')
      await queries.postpone(tx, name, row.id, textOf(error), firstWaitMs)
    }
    const isAll = rows.length < perTransaction && last === (rows.at(-1) ?? null)
    await queries.moveCursor(tx, name, isAll ? null : last, seenBelow)
    await failpoints.pass('before-facts-commit')
    return isAll ? rows.length : perTransaction
  })
}

/** False when there was none. */
function retryOne({ db, log, maxTries, firstWaitMs }: DeliveryOptions, { name, apply }: Consumer): Promise<boolean> {
  return queries.inTransaction(db, async (tx) => {
    const row = await queries.takeRetry(tx, name)
    if (!row) return false
    const error = await tryToApply(tx, row, apply)
    if (error === null) {
      await queries.removeRetry(tx, name, row.id)
      return true
    }
    const isLast = row.tries + 1 >= maxTries
    if (isLast) log.error({ err: error, consumer: name, factId: row.id }, 'a fact is set aside: somebody must look at it')
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** row.tries)
    await queries.failRetry(tx, name, row.id, textOf(error), isLast ? null : waitMs)
    return true
  })
}

/** What the consumer wrote before it failed is taken back, and the transaction goes on. */
async function tryToApply(tx: DbTransaction, row: queries.FactRow, apply: Consumer['apply']): Promise<unknown> {
  try {
    await queries.withSavepoint(tx, () => apply(tx, parseFact(row)))
    return null
  } catch (error) {
    return error
  }
}

/** Storable: else one bad word would keep the portion, and all behind it, from being committed. */
function textOf(error: unknown): string {
  return storableTextSchema.parse((error instanceof Error ? error.message : String(error)).slice(0, maxErrorLength))
}

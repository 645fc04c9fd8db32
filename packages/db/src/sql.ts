import { DatabaseError, Query, type Pool } from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { Prisma } from './generated/client'
import { createStatementNames } from './name-statement'

/**
 * One statement straight to PostgreSQL, as a tagged template like Prisma's `$queryRaw`, and not within a transaction. For what happens
 * very often: Prisma's own way takes twice the CPU. Values come as `pg` parses them: `timestamptz` as a Date, `jsonb` as what it holds.
 * A statement that PostgreSQL has ended to break a deadlock did nothing, and is run again, three times in all.
 */
export type Sql = <Row extends object>(strings: readonly string[], ...values: unknown[]) => Promise<Row[]>

/** A text and not a configuration is given on, since `pg` copies that, for a quarter of what a small query costs. */
class NamedQuery extends Query {
  name: string

  constructor(name: string, text: string, values: unknown[]) {
    super(text, values)
    this.name = name
  }
}

export function createSql(pool: Pool, nameOf: ReturnType<typeof createStatementNames>): Sql {
  /** Of templates that have values only, by the array of their strings, which is always the same one. */
  const texts = new WeakMap<readonly string[], string>()
  const write = (strings: readonly string[], given: unknown[]): { text: string; values: unknown[] } => {
    if (given.some((value) => value instanceof Prisma.Sql)) return Prisma.sql(strings, ...given)
    const text = texts.get(strings) ?? Prisma.sql(strings, ...given).text
    texts.set(strings, text)
    return { text, values: given }
  }
  return async <Row extends object>(strings: readonly string[], ...given: unknown[]): Promise<Row[]> => {
    const { text, values } = write(strings, given)
    for (let tries = 1; ; tries += 1) {
      try {
        // The types of `pg` know of a pool's promise for configurations only.
        const asked: unknown = pool.query(new NamedQuery(nameOf({ sql: text }), text, values))
        return ((await asked) as { rows: Row[] }).rows
      } catch (error) {
        if (!(error instanceof DatabaseError) || error.code !== deadlockDetected || tries === mostTries) throw error
        await sleep(Math.random() * 50 * tries)
      }
    }
  }
}

const deadlockDetected = '40P01'
const mostTries = 3

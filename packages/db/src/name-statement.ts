import { createHash } from 'node:crypto'

/** A statement is worth a name, which each connection then keeps prepared, when it comes again and again. */
const namedFrom = 3
const mostNamed = 300
const mostCounted = 2_000

/**
 * Names for statements that PostgreSQL shall keep prepared: those that came three times, at most 300 of them, so that texts which vary
 * with the length of a list can't fill the connections' memory. An empty name means: not prepared.
 */
export function createStatementNames(): (query: { sql: string }) => string {
  const counts = new Map<string, number>()
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= mostNamed) return ''
    const count = (counts.get(sql) ?? 0) + 1
    if (count < namedFrom) {
      if (counts.size >= mostCounted) counts.clear()
      counts.set(sql, count)
      return ''
    }
    counts.delete(sql)
    const name = `s${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`
    names.set(sql, name)
    return name
  }
}

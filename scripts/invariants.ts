import { parseArgs } from 'node:util'
import { findDatabaseUrl } from './setup/running-platform'
import { z } from 'zod'
import { checkDatabase } from '../packages/testing/src/invariants/check-invariants'

// `npm run -s invariants [-- --database URL] [--grace MS] [--json]`: what must hold of every battle in a database, checked from
// its rows. Exit code 1 when something doesn't hold, 2 when it could not be checked.

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    grace: { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
  },
})

async function main(): Promise<number> {
  const url = values.database ?? findDatabaseUrl(process.env)
  const graceMs = z.coerce.number().int().min(0).parse(values.grace)
  const startedAt = performance.now()
  const { battles, events, violations } = await checkDatabase(url, { graceMs })
  if (values.json) {
    console.log(JSON.stringify({ battles, events, violations }))
  } else {
    for (const { battleId, invariant, what } of violations) console.log(`${battleId ?? '-'} ${invariant} ${what}`)
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
    console.log(`${battles} battles, ${events} events, ${violations.length} violations (${seconds} s)`)
  }
  return violations.length === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}

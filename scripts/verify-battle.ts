import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { battleRecordSchema, type BattleRecord } from '@eduscale/contracts/record'
import { addresses } from '@eduscale/contracts/routes/addresses'
import { fingerprintOf } from '@eduscale/record/sign-record'
import { verifyRecord } from '@eduscale/record/verify-record'

// `npm run -s verify-battle -- RECORD [--key KEY] [--json]`: checks a battle's record offline. RECORD is a file, `-` for standard
// input. Exit code 0 when every check holds, 1 when one doesn't, 2 when there is nothing to check.

const usage = 'usage: npm run -s verify-battle -- RECORD [--key PUBLIC_KEY] [--json]'
/** The largest record of a battle of fifty is far below. */
const maxBytes = 64 * 1024 * 1024

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, key: { type: 'string' } },
  })
  const [path] = positionals
  if (path === undefined || positionals.length > 1) return complain(usage)
  const record = await readRecord(path)
  if (typeof record === 'string') return complain(record)
  const checks = verifyRecord(record, values.key ?? null)
  const ok = checks.every((check) => check.ok)
  if (values.json)
    console.log(JSON.stringify({ battleId: record.battle.id, ok, signer: fingerprintOf(record.publicKey), checks }))
  else {
    console.log(`battle ${record.battle.id}, ${record.events.length} events, signed by ${fingerprintOf(record.publicKey)}`)
    for (const check of checks) console.log(`${check.ok ? 'ok  ' : 'FAIL'} ${check.name.padEnd(12)} ${check.detail}`)
    if (values.key === undefined)
      console.log(`     The signer is whom the record names; --key tells whom you trust (${addresses.getRecordKey}).`)
  }
  return ok ? 0 : 1
}

async function readRecord(path: string): Promise<BattleRecord | string> {
  const text = await (path === '-' ? readAll() : readFile(path, 'utf8')).catch((error: Error) => error)
  if (text instanceof Error) return `${path} can't be read: ${text.message}`
  if (Buffer.byteLength(text) > maxBytes) return `${path} is larger than any record`
  try {
    const parsed = battleRecordSchema.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    return `${path} is no battle record: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`
  } catch {
    return `${path} is no JSON`
  }
}

async function readAll(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

function complain(line: string): number {
  console.error(line)
  return 2
}

process.exitCode = await main()

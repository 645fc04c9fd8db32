import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { printRows, type Bench } from './table/rows'

/** `npm run -s bench -- NAME... [--json]`: runs bench/NAME.ts; exit code 1 when a goal was missed. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } })
  const files = await readdir(fileURLToPath(new URL('.', import.meta.url)))
  const known = files.flatMap((file) => (/^(?!main|rows)(.*)\.ts$/.exec(file) ?? []).slice(1))
  const unknown = positionals.filter((name) => !known.includes(name))
  if (unknown.length > 0 || positionals.length === 0) {
    console.error(`usage: npm run -s bench -- NAME... [--json]; there are: ${known.join(', ')}`)
    return 2
  }
  const rows = []
  for (const name of positionals) {
    const bench: Bench = await import(`./${name}`)
    rows.push(...(await bench.run({ json: values.json })))
  }
  if (values.json) console.log(JSON.stringify(rows))
  else printRows(rows)
  return rows.every((row) => row.ok) ? 0 : 1
}

process.exitCode = await main()

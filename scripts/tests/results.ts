import { readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { z } from 'zod'
import { root } from '../setup/workplace'

/** Of vitest's report, what is used here; the rest of it is kept. */
const resultsSchema = z.looseObject({
  testResults: z.array(
    z.looseObject({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      assertionResults: z.array(
        z.looseObject({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
})

/** Characters of what a test failed with; all of it is further up. */
const shownOfFailure = 1_000

/** One report for several runs of vitest; a run that wrote none had no end, and is missing. */
export function mergeResults(paths: readonly string[], into: string): void {
  const testResults = paths.flatMap((path) => readResults(path))
  writeFileSync(into, JSON.stringify({ testResults }))
}

/** In one line the ten files that took longest. */
export function tellSlowest(path: string): void {
  const slowest = readResults(path)
    .map(({ name, startTime, endTime }) => ({ path: relative(root, name), seconds: (endTime - startTime) / 1_000 }))
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, 10)
  if (slowest.length === 0) return
  console.log(`slowest: ${slowest.map((file) => `${file.path} ${file.seconds.toFixed(0)} s`).join(', ')}`)
}

/** What failed, once more at the end: a log of a whole run is long, and often its end alone is kept. */
export function tellFailed(path: string): void {
  for (const file of readResults(path)) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    const where = relative(root, file.name)
    for (const test of failed) tell(`${where} > ${test.fullName}`, test.failureMessages?.join('\n') ?? '')
    if (file.status === 'failed' && failed.length === 0) tell(where, file.message)
  }
}

function tell(what: string, message: string): void {
  console.log(`failed: ${what}\n${message.slice(0, shownOfFailure).replaceAll(/^/gm, '  ')}`)
}

function readResults(path: string) {
  try {
    return resultsSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).testResults
  } catch {
    return []
  }
}

import { readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { z } from 'zod'
import { root } from '../setup/workplace'

/** Of vitest's report, what is used here; the rest of it is kept. */
const resultsSchema = z.looseObject({
  testResults: z.array(z.looseObject({ name: z.string(), startTime: z.number(), endTime: z.number() })),
})

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

function readResults(path: string) {
  try {
    return resultsSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).testResults
  } catch {
    return []
  }
}

import { openSandbox } from '../apps/runner/src/cli/open-sandbox'
import type { Row } from './table/rows'
import { measureFairness } from './sandbox/fairness'
import { measureRuns } from './sandbox/runs'
import { measureSlots, measureStability } from './sandbox/slots'
import { measureSubmissions, measureThroughput } from './sandbox/submissions'

const say = (line: string): void => console.error(line)

/** What the sandbox costs over bare processes: medians of interleaved rounds, so that a busy machine slows both. */
export async function run(): Promise<Row[]> {
  const rows: Row[] = []
  const one = await openSandbox(say, 1)
  const { step, cpuRatio, pageMicros } = one.speed
  say(
    `this machine: time limits x ${step}, ${cpuRatio.toFixed(2)} times the reference's cpu time, ${pageMicros.toFixed(2)} us for a fresh page`,
  )
  try {
    const request = { signal: AbortSignal.timeout(300_000), image: 'polyglot' }
    rows.push(...(await one.sandbox.withSlot(async ({ box }) => measureRuns(box), request)))
    rows.push(...(await measureSubmissions(one.sandbox)))
    rows.push(...(await measureStability(one.sandbox)))
    rows.push(...(await measureSlots(one.sandbox, one.owner)))
  } finally {
    await one.close()
  }
  const all = await openSandbox(say, null)
  try {
    rows.push(...(await measureThroughput(all.sandbox)))
  } finally {
    await all.close()
  }
  rows.push(await measureFairness(say))
  const l1 = await openSandbox(say, 1, 'L1')
  try {
    const request = { signal: AbortSignal.timeout(300_000), image: 'polyglot' }
    const measured = await l1.sandbox.withSlot(async ({ box }) => measureRuns(box), request)
    // Told for comparison: level 1 is the fallback, and no goal was set for it.
    for (const row of measured.slice(0, 3)) rows.push({ ...row, metric: `level 1: ${row.metric}`, goal: 'none set', ok: true })
  } finally {
    await l1.close()
  }
  return rows
}

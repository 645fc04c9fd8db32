import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { speedSteps } from '@eduscale/contracts/judge'
import { loadConfig } from '@eduscale/platform/config'
import { z } from 'zod'
import { root } from '../../../../scripts/setup/workplace'
import type { Sandbox } from '../sandbox/sandbox'
import { measureSpeed, type Speed } from '../speed'

const speedSchema = z.object({ cpuRatio: z.number(), pageMicros: z.number(), step: z.literal(speedSteps) })
const keptSchema = z.object({ engine: z.string(), measuredAt: z.iso.datetime(), speed: speedSchema })

/** Measuring takes two seconds, more than most programs that are judged. */
const keptForMs = 24 * 60 * 60 * 1000
const measuringMs = 60_000

/** The engine's machine, as runners measure it: the same program has the same time here as there. */
export async function findSpeed(sandbox: Sandbox, engineId: string): Promise<Speed> {
  const config = loadConfig(
    z.object({
      RUNNER_SPEED: z.coerce.number().pipe(z.literal(speedSteps)).optional(),
      DATA_DIR: z.string().default(join(root, '.data')),
    }),
  )
  // Whoever decides it doesn't wait for a measurement.
  if (config.RUNNER_SPEED) return { cpuRatio: config.RUNNER_SPEED, pageMicros: 0, step: config.RUNNER_SPEED }
  const path = join(config.DATA_DIR, 'machine-speed.json')
  const kept = await readKept(path)
  if (kept?.engine === engineId && Date.now() - Date.parse(kept.measuredAt) < keptForMs) return kept.speed
  const request = { image: 'polyglot', signal: AbortSignal.timeout(measuringMs) }
  const speed = await sandbox.withSlot(async ({ box }) => measureSpeed(box), request)
  await keep(path, { engine: engineId, measuredAt: new Date().toISOString(), speed })
  return speed
}

async function readKept(path: string): Promise<z.infer<typeof keptSchema> | null> {
  try {
    return keptSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

/** Whole or not at all; where nothing can be written, the next call measures again. */
async function keep(path: string, found: z.infer<typeof keptSchema>): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.${process.pid}`, JSON.stringify(found))
    await rename(`${path}.${process.pid}`, path)
  } catch {
    return
  }
}

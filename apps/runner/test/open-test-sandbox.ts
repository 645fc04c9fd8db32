import { loadConfig } from '@eduscale/platform/config'
import { z } from 'zod'
import { DockerSandbox } from '../src/sandbox/docker-sandbox'
import { Engine } from '../src/sandbox/engine'
import type { Level } from '../src/sandbox/slot-spec'
import { buildImage } from '@eduscale/images/build-image'

export interface TestSandbox {
  sandbox: DockerSandbox
  owner: string
  anomalies: unknown[]
  close(): Promise<void>
}

/** A sandbox on one core, so that every submission gets the same slot, in the same container unless it had to be replaced. */
export async function openTestSandbox(
  name: string,
  {
    submissionsPerContainer = 10_000,
    level = 'L2',
    cores = [0],
    slots = cores.length,
  }: { submissionsPerContainer?: number; level?: Level; cores?: number[]; slots?: number } = {},
): Promise<TestSandbox> {
  const engine = new Engine()
  const owner = `test-${name}-${process.pid}`
  const anomalies: unknown[] = []
  // Another image by hand: how docs/security.md's guards were taken away one by one.
  const { SLOT_IMAGE } = loadConfig(z.object({ SLOT_IMAGE: z.string().optional() }))
  const image = async (kind: string): Promise<string> =>
    kind === 'polyglot' && SLOT_IMAGE ? SLOT_IMAGE : buildImage(kind, (line) => console.error(line))
  const onAnomaly = (error: unknown): unknown => anomalies.push(error)
  const sandbox = await DockerSandbox.open({
    engine,
    image,
    owner,
    maxSlots: slots,
    cores,
    level,
    submissionsPerContainer,
    onAnomaly,
  })
  return {
    sandbox,
    owner,
    anomalies,
    close: async () => {
      await sandbox.close()
      engine.close()
    },
  }
}

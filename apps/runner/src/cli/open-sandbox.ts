import { randomBytes } from 'node:crypto'
import { DockerSandbox } from '../sandbox/docker-sandbox'
import { Engine } from '../sandbox/engine'
import type { Level } from '../sandbox/slot-spec'
import type { Speed } from '../speed'
import { findSpeed } from './machine-speed'
import { buildImage } from '@eduscale/images/build-image'
import { useRunningEngine } from '../../../../scripts/setup/running-platform'

export interface OpenSandbox {
  sandbox: DockerSandbox
  /** What its containers are labelled with. */
  owner: string
  /** Of the engine's machine: by `step` limits of time are stretched, as a runner there would. */
  speed: Speed
  close(): Promise<void>
}

/** A sandbox of this process alone, for the command line; builds the image when it isn't there. Throws a sentence for a person. */
export async function openSandbox(say: (line: string) => void, maxSlots: number | null, level?: Level): Promise<OpenSandbox> {
  useRunningEngine()
  const engine = new Engine()
  try {
    const { id } = await engine.info().catch((cause: unknown) => {
      throw new Error('the container engine does not answer; start Docker, or set DOCKER_HOST to where it listens', { cause })
    })
    const owner = `cli-${process.pid}-${randomBytes(4).toString('hex')}`
    const sandbox = await DockerSandbox.open({
      engine,
      image: async (name) => buildImage(name, say),
      owner,
      maxSlots,
      ...(level && { level }),
      onAnomaly: (error) => say(`slot replaced: ${String(error)}`),
    })
    const speed = await findSpeed(sandbox, id).catch(async (error: unknown) => {
      await sandbox.close()
      throw error
    })
    return {
      sandbox,
      owner,
      speed,
      close: async () => {
        await sandbox.close()
        engine.close()
      },
    }
  } catch (error) {
    engine.close()
    throw error
  }
}

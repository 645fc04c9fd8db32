import { readdir, readFile, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = '/sys/fs/cgroup'
const parentName = /^eduscale-core-\d+$/
/** What a new cgroup weighs, in v1 and v2. */
const weights = { 'cpu.shares': '1024', 'cpu.weight': '100' } as const
const retryMs = 50

/**
 * Removes the cgroups above slots (cgroupParentOf) that hold nothing: engines make them and leave them. The kernel removes none that
 * holds anything, so those that other runners use stay, and so do those whose weight somebody has changed. So do slices: systemd has
 * made them, and wants to be asked. Where they can't be seen or
 * removed from here, since the engine is elsewhere or the runner isn't root, they stay too. `waitMs`: the engine may still be removing
 * containers.
 */
export async function removeEmptyParents({ waitMs }: { waitMs: number }): Promise<void> {
  const until = Date.now() + waitMs
  for (;;) {
    const left = await removeOnce()
    if (left === 0 || Date.now() >= until) return
    await sleep(retryMs)
  }
}

/** How many are still held by something. */
async function removeOnce(): Promise<number> {
  // In v1 there is a hierarchy for each controller, in v2 one for all.
  const hierarchies = [root, ...(await foldersIn(root)).map((name) => join(root, name))]
  const found = (
    await Promise.all(
      hierarchies.map(async (path) =>
        (await foldersIn(path)).filter((name) => parentName.test(name)).map((name) => ({ name, path })),
      ),
    )
  ).flat()
  const weighted = new Set<string>()
  for (const { name, path } of found) if (await hasOtherWeight(join(path, name))) weighted.add(name)
  const removed = await Promise.all(
    found.filter(({ name }) => !weighted.has(name)).map(async ({ name, path }) => removeIfEmpty(join(path, name))),
  )
  return removed.filter((outcome) => outcome === 'busy').length
}

async function removeIfEmpty(path: string): Promise<'done' | 'busy'> {
  try {
    await rmdir(path)
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EBUSY' ? 'busy' : 'done'
  }
}

async function hasOtherWeight(path: string): Promise<boolean> {
  const found = await Promise.all(
    Object.entries(weights).map(async ([file, usual]) => {
      const weight = await readFile(join(path, file), 'utf8').catch(() => usual)
      return weight.trim() !== usual
    }),
  )
  return found.includes(true)
}

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

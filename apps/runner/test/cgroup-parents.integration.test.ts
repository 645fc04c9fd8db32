import { accessSync, constants, existsSync } from 'node:fs'
import { mkdir, readdir, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestSandbox } from './open-test-sandbox'
import { containersOf, RunnerWorld, waitFor } from './runner-world'

/** Of cgroup v1 the one that has the weights; of v2 the only one. */
const hierarchy = ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup'].find((path) => existsSync(path)) ?? ''
const parentOf = (core: number): string => join(hierarchy, `eduscale-core-${core}`)
// Of cores that no machine of ours has. The engine's cgroups are only to be seen where it runs here, and to be removed by root.
const [empty, full, weighted] = [9_001, 9_002, 9_003].map(parentOf) as [string, string, string]
const inFull = join(full, 'of-another-runner')
const mayRemove = ((): boolean => {
  try {
    accessSync(hierarchy, constants.W_OK)
    return true
  } catch {
    return false
  }
})()
const weight = (path: string) => (existsSync(join(path, 'cpu.shares')) ? 'cpu.shares' : 'cpu.weight')

let world: RunnerWorld
beforeEach(async () => {
  world = await RunnerWorld.open()
})
afterEach(async () => {
  await world.close()
  for (const path of [empty, inFull, full, weighted]) await rmdir(path).catch(() => undefined)
})

test.skipIf(!mayRemove)(
  'a sandbox removes what an earlier one left of cgroups, and nothing that somebody uses or has weighted',
  async () => {
    for (const path of [empty, full, inFull, weighted]) await mkdir(path)
    await writeFile(join(weighted, weight(weighted)), '400')
    const opened = await openTestSandbox('parents')
    await opened.close()
    expect([empty, full, inFull, weighted].map((path) => existsSync(path))).toEqual([false, true, true, true])
  },
)

test.skipIf(!mayRemove)('a runner that stops leaves no empty cgroup of its cores', async () => {
  await world.startRunner('parents', { SLOTS: '1', SLOT_CORES: '0' })
  expect(await world.resultOf(await world.submit('print(input())'))).toMatchObject({ verdict: 'AC' })
  expect(existsSync(parentOf(0))).toBe(true)
  await world.stopRunners()
  expect(await containersOf('parents')).toBe('')
  // Another process of this machine may have slots there.
  const folders = async () =>
    (await readdir(parentOf(0), { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isDirectory())
  await waitFor('it is gone or in use', async () => !existsSync(parentOf(0)) || (await folders()).length > 0)
})

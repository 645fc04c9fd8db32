import { execFile } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { ownerLabel } from '../src/sandbox/slot-spec'

const run = promisify(execFile)

/** All that a submission could have left behind, as the host and the engine see it. Equal before and after, or something stayed. */
export interface SlotInventory {
  containers: string[]
  /** Commands of the slots' processes, seen from outside: boxd and nothing else. */
  processes: string[]
  /** Lines of boxd's own mount table, without the numbers that change with each mount. */
  mounts: string[]
  /** Files the slot's containers changed or added to their image. */
  changedFiles: string[]
  /** Tasks in the slots' cgroups. */
  tasks: string[]
  sharedMemory: string[]
  hostMounts: number
  keys: string[]
}

export async function takeInventory(owner: string): Promise<SlotInventory> {
  const ids = (await docker('ps', '-aq', '--no-trunc', '--filter', `label=${ownerLabel}=${owner}`))
    .split('\n')
    .filter((id) => id !== '')
  const pids = await Promise.all(ids.map(async (id) => (await docker('inspect', '--format', '{{.State.Pid}}', id)).trim()))
  return {
    containers: (
      await Promise.all(ids.map(async (id) => docker('inspect', '--format', '{{.Name}} {{.State.Status}}', id)))
    ).toSorted(),
    processes: (await Promise.all(ids.map(async (id) => docker('top', id, '-eo', 'pid,user,args')))).toSorted(),
    mounts: (await Promise.all(pids.map(readMounts))).flat().toSorted(),
    changedFiles: (await Promise.all(ids.map(async (id) => docker('diff', id))))
      .flatMap((text) => text.split('\n'))
      .filter((line) => line !== ''),
    tasks: (
      await Promise.all(
        pids.map(async (pid) => (await run('ps', ['--no-headers', '-o', 'comm', '--pid', pid, '--ppid', pid])).stdout),
      )
    ).toSorted(),
    sharedMemory: [...(await listFiles('/dev/shm')), ...(await listFiles('/dev/mqueue')), ...(await listSegments())],
    hostMounts: (await readFile('/proc/self/mounts', 'utf8'))
      .split('\n')
      .filter((line) => !line.includes('/docker/') && !line.includes('docker/netns')).length,
    keys: (await readFile('/proc/key-users', 'utf8').catch(() => '')).split('\n').filter((line) => /^\s*2\d{4}:/.test(line)),
  }
}

async function docker(...args: string[]): Promise<string> {
  return (await run('docker', args)).stdout
}

async function readMounts(pid: string): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/mountinfo`, 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ').slice(4).join(' '))
}

/** Those of a slot's user. */
async function listFiles(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch(() => [])
  const owned = await Promise.all(
    names.map(async (name) => {
      const info = await stat(`${dir}/${name}`).catch(() => null)
      return info && info.uid >= 20_000 && info.uid < 30_000 ? [`${dir}/${name}`] : []
    }),
  )
  return owned.flat()
}

/** Rows of the machine's System V tables that belong to a slot's user. */
async function listSegments(): Promise<string[]> {
  const tables = await Promise.all(
    ['shm', 'sem', 'msg'].map(async (name) => readFile(`/proc/sysvipc/${name}`, 'utf8').catch(() => '')),
  )
  return tables.flatMap((table) => table.split('\n')).filter((line) => /\s2000\d\s/.test(line))
}

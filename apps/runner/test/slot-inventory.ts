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
  const slots = await Promise.all((await listContainers(owner)).map(takeSlot))
  const [files, queues, segments, hostMounts, keyUsers] = await Promise.all([
    listFiles('/dev/shm'),
    listFiles('/dev/mqueue'),
    listSegments(),
    readFile('/proc/self/mounts', 'utf8'),
    readFile('/proc/key-users', 'utf8').catch(() => ''),
  ])
  return {
    containers: slots.map((slot) => slot.container).toSorted(),
    processes: slots.map((slot) => slot.processes).toSorted(),
    mounts: slots.flatMap((slot) => slot.mounts).toSorted(),
    changedFiles: slots.flatMap((slot) => slot.changedFiles),
    tasks: slots.map((slot) => slot.tasks).toSorted(),
    sharedMemory: [...files, ...queues, ...segments],
    // Without those of engines, of which a machine may run several: their containers come and go.
    hostMounts: hostMounts.split('\n').filter((line) => !/\/docker[^/ ]*\/|docker[^/ ]*\/netns/.test(line)).length,
    keys: keyUsers.split('\n').filter((line) => /^\s*2\d{4}:/.test(line)),
  }
}

export async function listContainers(owner: string): Promise<string[]> {
  const ids = await docker('ps', '-aq', '--no-trunc', '--filter', `label=${ownerLabel}=${owner}`)
  return ids.split('\n').filter((id) => id !== '')
}

async function takeSlot(id: string) {
  const [state, processes, changed] = await Promise.all([
    docker('inspect', '--format', '{{.State.Pid}} {{.Name}} {{.State.Status}}', id),
    docker('top', id, '-eo', 'pid,user,args'),
    docker('diff', id),
  ])
  const [pid = '', ...container] = state.trim().split(' ')
  const [mounts, { stdout: tasks }] = await Promise.all([
    readMounts(pid),
    run('ps', ['--no-headers', '-o', 'comm', '--pid', pid, '--ppid', pid]),
  ])
  return {
    container: container.join(' '),
    processes,
    tasks,
    mounts,
    changedFiles: changed.split('\n').filter((line) => line !== ''),
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
  // By the column of that name: process ids may look like such a user.
  return tables.flatMap((table) => {
    const [head = '', ...rows] = table.split('\n')
    const column = head.trim().split(/\s+/).indexOf('uid')
    return rows.filter((row) => /^2000\d$/.test(row.trim().split(/\s+/)[column] ?? ''))
  })
}

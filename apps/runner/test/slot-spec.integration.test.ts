import { execFile } from 'node:child_process'
import { readFile, readlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownerLabel } from '../src/sandbox/slot-spec'
import { selfTestLimits } from '../src/sandbox/self-test'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

const run = promisify(execFile)
let opened: TestSandbox

beforeAll(async () => {
  opened = await openTestSandbox('spec')
})
afterAll(async () => opened.close())

async function inBox(...argv: string[]): Promise<string> {
  return opened.sandbox.withSlot(
    async ({ box }) => {
      box.reset()
      const result = await box.run({ argv, isCompile: false, limits: selfTestLimits, input: Buffer.alloc(0), collect: [] })
      return `${result.stdout.toString()}${result.stderr.toString()}`
    },
    { signal: AbortSignal.timeout(30_000), image: 'polyglot' },
  )
}

test('the engine says of a slot: no privilege, no capability, no network, no mount, every limit', async () => {
  const id = (await run('docker', ['ps', '-q', '--filter', `label=${ownerLabel}=${opened.owner}`])).stdout.trim()
  const [inspected] = JSON.parse((await run('docker', ['inspect', id])).stdout)
  expect(inspected.Config.User).toBe('20000:20000')
  expect(inspected.Config.Labels).toMatchObject({ [ownerLabel]: opened.owner })
  expect(inspected.HostConfig).toMatchObject({
    Privileged: false,
    CapDrop: ['ALL'],
    CapAdd: null,
    NetworkMode: 'none',
    IpcMode: 'none',
    PidMode: '',
    UsernsMode: '',
    ReadonlyRootfs: true,
    PidsLimit: 128,
    CpusetCpus: '0',
    LogConfig: { Type: 'none' },
    Binds: null,
    Devices: null,
    AutoRemove: true,
  })
  expect(inspected.HostConfig.Memory).toBeGreaterThan(0)
  expect(inspected.HostConfig.MemorySwap).toBe(inspected.HostConfig.Memory)
  expect(inspected.HostConfig.SecurityOpt).toContain('no-new-privileges')
  expect(inspected.HostConfig.SecurityOpt.some((option: string) => option.startsWith('seccomp={'))).toBe(true)
  expect(inspected.Mounts).toEqual([])
  expect(inspected.Config.Env.join(' ')).not.toMatch(/TOKEN|SECRET|REDIS|DATABASE/)
})

/** Of the engine's containers, the cgroup of the cpu controller and the weight of that and of the one above. Version 1 and 2. */
async function weightsOf(
  owner: string,
): Promise<{ core: string; path: string; parent: string; weight: number; parentWeight: number }[]> {
  const ids = (await run('docker', ['ps', '-q', '--filter', `label=${ownerLabel}=${owner}`])).stdout.trim().split('\n')
  return Promise.all(
    ids.map(async (id) => {
      const [{ State, HostConfig }] = JSON.parse((await run('docker', ['inspect', id])).stdout)
      const lines = (await readFile(`/proc/${State.Pid}/cgroup`, 'utf8')).split('\n').map((line) => line.split(':'))
      const first = lines.find(([, controllers]) => controllers?.split(',').includes('cpu'))
      const path = (first ?? lines.find(([number]) => number === '0'))?.[2] ?? ''
      const root = first ? `/sys/fs/cgroup/${first[1]}` : '/sys/fs/cgroup'
      const weight = async (of: string) => Number(await readFile(`${root}${of}/${first ? 'cpu.shares' : 'cpu.weight'}`, 'utf8'))
      const parent = dirname(path)
      return {
        core: HostConfig.CpusetCpus,
        path,
        parent,
        weight: await weight(path),
        // At the top there is nothing above it but the host's processes.
        parentWeight: dirname(parent) === '/' ? await weight(parent) : 0,
      }
    }),
  )
}

// All slots together weighed as much as one process of the host beside them, and a program took minutes for a second of work.
test('the slots of each core weigh as much as a process of the host', async () => {
  const two = await openTestSandbox('weights', { cores: [0, 1] })
  try {
    await two.sandbox.warmUp('polyglot')
    const found = await weightsOf(two.owner)
    const { stdout } = await run('docker', ['info', '--format', '{{.CgroupVersion}}'])
    const ofAProcess = stdout.trim() === '2' ? 100 : 1024
    expect(found.map(({ core }) => core).toSorted()).toEqual(['0', '1'])
    expect(new Set(found.map(({ parent }) => parent)).size).toBe(2)
    for (const slot of found) {
      expect(slot.parent).toMatch(new RegExp(`^/eduscale[-_]core[-_]${slot.core}(\\.slice)?$`))
      expect(slot.parentWeight).toBe(ofAProcess)
    }
  } finally {
    await two.close()
  }
})

test('the kernel says of a program in a box: no capability, no way to get one, a filter', async () => {
  const status = await inBox('/usr/bin/cat', '/proc/self/status')
  for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'])
    expect(status).toMatch(new RegExp(`^${set}:\\s0{16}$`, 'm'))
  expect(status).toMatch(/^NoNewPrivs:\s1$/m)
  expect(status).toMatch(/^Seccomp:\s2$/m)
  expect(status).toMatch(/^Uid:\s1000\s1000\s1000\s1000$/m)
})

test('the network of a box is a loopback that is down', async () => {
  const interfaces = (await inBox('/usr/bin/cat', '/proc/self/net/dev'))
    .split('\n')
    .slice(2)
    .filter((line) => line.trim() !== '')
  expect(interfaces.map((line) => line.split(':')[0]?.trim())).toEqual(['lo'])
  expect(await inBox('/usr/bin/cat', '/proc/self/net/route')).toMatch(/^Iface[^\n]*\n$/)
})

test('the mounts of a box are the image, read-only, and its own', async () => {
  const mounts = (await inBox('/usr/bin/cat', '/proc/self/mounts'))
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  const shown = mounts.map(([, path, , options]) => `${path} ${options?.split(',')[0]}`)
  expect(shown.toSorted()).toEqual(
    [
      '/ ro',
      '/box ro',
      '/dev/full rw',
      '/dev/null rw',
      '/dev/random rw',
      '/dev/urandom rw',
      '/dev/zero rw',
      '/proc rw',
      '/proc rw',
      '/tmp rw',
      '/usr ro',
    ].toSorted(),
  )
  expect(mounts.filter(([, path]) => path === '/proc').map(([, , type]) => type)).toEqual(['proc', 'proc'])
})

test('a run shares no namespace with boxd but the network, which has nothing in it', async () => {
  const kinds = ['user', 'mnt', 'pid', 'ipc', 'uts', 'net']
  const inside = (await inBox('/usr/bin/readlink', ...kinds.map((kind) => `/proc/self/ns/${kind}`))).trim().split('\n')
  const id = (await run('docker', ['ps', '-q', '--filter', `label=${ownerLabel}=${opened.owner}`])).stdout.trim()
  const pid = (await run('docker', ['inspect', '--format', '{{.State.Pid}}', id])).stdout.trim()
  const [boxds, hosts] = await Promise.all(
    [pid, 'self'].map(async (of) => Promise.all(kinds.map(async (kind) => readlink(`/proc/${of}/ns/${kind}`)))),
  )
  kinds.forEach((kind, i) => {
    expect(inside[i]).toMatch(new RegExp(`^${kind}:`))
    expect(inside[i]).not.toBe(hosts?.[i])
    if (kind !== 'net') expect(inside[i]).not.toBe(boxds?.[i])
  })
})

test('the image keeps nothing of the machine that built it', async () => {
  const { sandbox } = opened
  expect(sandbox.level).toBe('L2')
  const image = (
    await run('docker', [
      'inspect',
      '--format',
      '{{.Config.Image}}',
      (await run('docker', ['ps', '-q', '--filter', `label=${ownerLabel}=${opened.owner}`])).stdout.trim(),
    ])
  ).stdout.trim()
  const history = (await run('docker', ['history', '--no-trunc', '--format', '{{.CreatedBy}}', image])).stdout
  expect(history).not.toMatch(/proxy|https?:|sources\.list|ca\.crt/i)
  const found = await run('docker', [
    'run',
    '--rm',
    '--network',
    'none',
    '--entrypoint',
    '/usr/bin/find',
    image,
    '/etc/apt',
    '/host',
    '/var/lib/apt/lists',
    '-type',
    'f',
    '-name',
    '*.list',
  ]).catch(({ stdout }: { stdout: string }) => ({ stdout }))
  expect(found.stdout.trim()).toBe('')
})

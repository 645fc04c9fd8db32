import { SandboxError, type Box, type RunResult } from './sandbox'
import type { Level } from './slot-spec'

export const selfTestLimits = {
  cpuMs: 2000,
  wallMs: 10_000,
  stdoutBytes: 65_536,
  stackBytes: 0,
  fileBytes: 1024 * 1024,
  tmpBytes: 16 * 1024 * 1024,
}

/** What must hold inside a box before anybody's program gets into it; read from the kernel's own words about a process there. */
const expected: Record<Level, Record<string, RegExp>> = {
  L2: {
    CapInh: /^0+$/,
    CapPrm: /^0+$/,
    CapEff: /^0+$/,
    CapBnd: /^0+$/,
    CapAmb: /^0+$/,
    NoNewPrivs: /^1$/,
    Seccomp: /^2$/,
    Uid: /^1000\t1000\t1000\t1000$/,
    Gid: /^1000\t1000\t1000\t1000$/,
  },
  // The bounding set can't be emptied without a capability that boxd isn't given; with no_new_privs nothing comes of it.
  L1: {
    CapInh: /^0+$/,
    CapPrm: /^0+$/,
    CapEff: /^0+$/,
    CapBnd: /^0+e0$/,
    CapAmb: /^0+$/,
    NoNewPrivs: /^1$/,
    Seccomp: /^2$/,
    Uid: /^(3\d{4})\t\1\t\1\t\1$/,
    Gid: /^(3\d{4})\t\1\t\1\t\1$/,
    Groups: /^$/,
  },
}

/** Throws with the first promise that doesn't hold on this host. */
export async function selfTest(box: Box, level: Level): Promise<void> {
  box.reset()
  const status = await run(box, ['/usr/bin/cat', '/proc/self/status'])
  const lines = new Map(
    status.stdout
      .toString()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  )
  for (const [key, pattern] of Object.entries(expected[level])) {
    const value = lines.get(key)
    if (value === undefined || !pattern.test(value)) throw new SandboxError(`self-test: ${key} is ${value} in a box`)
  }
  const writable = await (level === 'L2' ? findWritableMounts(box) : findWritablePaths(box))
  if (writable.length > 0) throw new SandboxError(`self-test: ${writable.join(', ')} can be written in a box`)
  const forbidden = await run(box, ['/usr/bin/unshare', '--user', '/usr/bin/true'])
  if (forbidden.end.kind === 'exited' && forbidden.end.code === 0) throw new SandboxError('self-test: a box may make namespaces')
}

async function findWritableMounts(box: Box): Promise<string[]> {
  const mounts = await run(box, ['/usr/bin/cat', '/proc/self/mounts'])
  return mounts.stdout
    .toString()
    .split('\n')
    .map((line) => line.split(' '))
    .filter(
      ([, path, type, options]) =>
        type !== 'proc' && path !== '/tmp' && !path?.startsWith('/dev/') && options?.split(',').includes('rw'),
    )
    .map(([, path]) => path ?? '')
}

/** There the mount table has the container's own entries, writable for its root; what counts is what a program may write. */
async function findWritablePaths(box: Box): Promise<string[]> {
  const argv = ['/usr/bin/find', '/', '-path', '/proc', '-prune', '-o', '-writable', '-not', '-type', 'l', '-print']
  const found = await run(box, argv)
  const device = /^\/dev\/(null|zero|full|random|urandom|tty|fd|ptmx|pts\/ptmx)$/
  return found.stdout
    .toString()
    .split('\n')
    .filter((path) => path !== '' && path !== '/tmp' && !path.startsWith('/tmp/') && !device.test(path))
}

async function run(box: Box, argv: readonly string[]): Promise<RunResult> {
  return box.run({ argv, isCompile: false, limits: selfTestLimits, input: Buffer.alloc(0), collect: [] })
}

import { SandboxError, type Box, type RunResult } from './sandbox'

export const selfTestLimits = {
  cpuMs: 2000,
  wallMs: 10_000,
  stdoutBytes: 65_536,
  stackBytes: 0,
  fileBytes: 1024 * 1024,
  tmpBytes: 16 * 1024 * 1024,
}

/** What must hold inside a box before anybody's program gets into it; read from the kernel's own words about a process there. */
const expected: Record<string, RegExp> = {
  CapInh: /^0+$/,
  CapPrm: /^0+$/,
  CapEff: /^0+$/,
  CapBnd: /^0+$/,
  CapAmb: /^0+$/,
  NoNewPrivs: /^1$/,
  Seccomp: /^2$/,
  Uid: /^1000\t1000\t1000\t1000$/,
  Gid: /^1000\t1000\t1000\t1000$/,
}

/** Throws with the first promise that doesn't hold on this host. */
export async function selfTest(box: Box): Promise<void> {
  box.reset()
  const status = await run(box, ['/usr/bin/cat', '/proc/self/status'])
  const lines = new Map(
    status.stdout
      .toString()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  )
  for (const [key, pattern] of Object.entries(expected)) {
    const value = lines.get(key)
    if (value === undefined || !pattern.test(value)) throw new SandboxError(`self-test: ${key} is ${value} in a box`)
  }
  const mounts = await run(box, ['/usr/bin/cat', '/proc/self/mounts'])
  const writable = mounts.stdout
    .toString()
    .split('\n')
    .map((line) => line.split(' '))
    .filter(
      ([, path, type, options]) =>
        type !== 'proc' && path !== '/tmp' && !path?.startsWith('/dev/') && options?.split(',').includes('rw'),
    )
  if (writable.length > 0)
    throw new SandboxError(`self-test: ${writable.map(([, path]) => path).join(', ')} can be written in a box`)
  const forbidden = await run(box, ['/usr/bin/unshare', '--user', '/usr/bin/true'])
  if (forbidden.end.kind === 'exited' && forbidden.end.code === 0) throw new SandboxError('self-test: a box may make namespaces')
}

async function run(box: Box, argv: readonly string[]): Promise<RunResult> {
  return box.run({ argv, isCompile: false, limits: selfTestLimits, input: Buffer.alloc(0), collect: [] })
}

import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findFreePort } from './free-port'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface PlatformProcess {
  url: string
  pid: number
  /** Everything it has written so far. */
  output: () => string
  signal: (name: NodeJS.Signals) => void
  /** Resolves when it has ended, by whatever cause. */
  ended: Promise<void>
  /** SIGTERM, then SIGKILL after five seconds. */
  stop: () => Promise<void>
}

/** Its program was killed before it was ready: by a failpoint, for one, that it met already then. */
export class KilledBeforeReady extends Error {}

/** Runs a program of ours as a process of its own, on a free port, and waits until `/readyz` says yes. */
export async function startProcess(options: {
  entry: string
  env: Record<string, string>
  /** The variable that tells it its port. */
  portVariable: string
  readyWithinMs: number
}): Promise<PlatformProcess> {
  const port = await findFreePort()
  const child = spawn(process.execPath, ['scripts/run-bundled.mjs', options.entry], {
    cwd: root,
    env: { ...process.env, ...options.env, [options.portVariable]: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  const platformProcess: PlatformProcess = {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    signal: (name) => void child.kill(name),
    ended,
    stop: () => stop(child, ended),
  }
  await waitUntilReady(platformProcess, child, options.readyWithinMs)
  return platformProcess
}

async function waitUntilReady(started: PlatformProcess, child: ChildProcess, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs
  while (Date.now() < deadline) {
    if (child.signalCode === 'SIGKILL') throw new KilledBeforeReady(`it was killed before it was ready:\n${started.output()}`)
    const endedBy = child.signalCode ?? child.exitCode
    if (endedBy !== null) throw new Error(`it ended (${endedBy}) before it was ready:\n${started.output()}`)
    const response = await fetch(`${started.url}/readyz`, { signal: AbortSignal.timeout(withinMs) }).catch(() => null)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await started.stop()
  throw new Error(`not ready within ${withinMs} ms:\n${started.output()}`)
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  // A stopped process takes no SIGTERM before it goes on.
  child.kill('SIGCONT')
  const killer = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(killer)
}

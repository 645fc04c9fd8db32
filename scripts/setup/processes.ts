import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, type ServerUser, type Workplace } from './workplace'

const maxLogBytes = 20 * 1024 * 1024

export interface ProcessSpec {
  name: string
  command: string[]
  cwd?: string
  env: NodeJS.ProcessEnv
  user?: ServerUser | null
  stopSignal?: NodeJS.Signals
  stopWithinMs?: number
  /** Clears away what the program itself leaves behind. */
  afterStop?: () => void
}

export interface OwnProcess {
  name: string
  spec: ProcessSpec
  pid: number
  isRunning: () => boolean
  ended: Promise<string>
  stop: () => Promise<void>
}

/** A process as the kernel tells it apart from a later one with the same number. */
interface Recorded {
  name: string
  pid: number
  startTicks: string
  stopSignal: NodeJS.Signals
}

/** The processes that one start has begun: each with its log, all of them on record, so that a later start can end leftovers. */
export class Processes {
  #workplace: Workplace
  #running = new Set<OwnProcess>()
  #recorded: Recorded[] = []

  constructor(workplace: Workplace) {
    this.#workplace = workplace
  }

  /** The process that holds this workplace, or null. */
  findOwner(): { pid: number } | null {
    const owner = readJson<Recorded>(this.#ownerPath)
    return owner && owner.pid !== process.pid && isSame(owner) ? owner : null
  }

  /** Takes the workplace and ends what a start that was killed has left there. Call when findOwner() is null. */
  async takeOver(): Promise<string[]> {
    const leftovers = (readJson<Recorded[]>(this.#recordPath) ?? []).filter(isSame)
    writeFileSync(this.#ownerPath, JSON.stringify(record('start', process.pid, 'SIGTERM')))
    for (const leftover of leftovers.toReversed()) await endProcess(leftover)
    this.#record([])
    return leftovers.map(({ name }) => name)
  }

  /** Gives the workplace back. */
  release(): void {
    const owner = readJson<Recorded>(this.#ownerPath)
    if (owner?.pid === process.pid) rmSync(this.#ownerPath, { force: true })
  }

  start(spec: ProcessSpec): OwnProcess {
    const log = openLog(join(this.#workplace.logs, `${spec.name}.log`))
    const [program = '', ...args] = spec.command
    // A session of its own: Ctrl-C reaches only us, and we stop things in their order.
    const child = spawn(program, args, {
      cwd: spec.cwd ?? '/',
      env: spec.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...(spec.user ? { uid: spec.user.uid, gid: spec.user.gid } : {}),
    })
    child.stdout.on('data', (chunk: Buffer) => log.write(chunk))
    child.stderr.on('data', (chunk: Buffer) => log.write(chunk))
    const stopSignal = spec.stopSignal ?? 'SIGTERM'
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    })
    const own: OwnProcess = {
      name: spec.name,
      spec,
      pid: child.pid ?? 0,
      isRunning: () => isAlive(child),
      ended,
      stop: async () => {
        await stop(child, stopSignal, spec.stopWithinMs ?? 15_000, ended)
        spec.afterStop?.()
      },
    }
    this.#running.add(own)
    if (own.pid) this.#record([...this.#recorded, record(spec.name, own.pid, stopSignal)])
    void ended.then((how) => {
      log.write(Buffer.from(`--- ended: ${how}\n`))
      log.close()
      this.#running.delete(own)
      this.#record(this.#recorded.filter(({ pid }) => pid !== own.pid))
    })
    return own
  }

  /** Of what runs now. */
  get pids(): ReadonlySet<number> {
    return new Set([...this.#running].map(({ pid }) => pid))
  }

  /** For the moments in which nobody supervises yet: stops all that runs, the last started first. */
  async stopAll(): Promise<void> {
    for (const own of [...this.#running].toReversed()) await own.stop()
  }

  #record(recorded: Recorded[]): void {
    this.#recorded = recorded
    writeFileSync(this.#recordPath, JSON.stringify(recorded))
  }

  get #recordPath(): string {
    return join(this.#workplace.run, 'processes.json')
  }

  get #ownerPath(): string {
    return join(this.#workplace.run, 'owner.json')
  }
}

/** The last lines of a process's log, for the sentence that says why it did not start. */
export function readLogTail(workplace: Workplace, name: string, lines = 5): string {
  const path = join(workplace.logs, `${name}.log`)
  if (!existsSync(path)) return ''
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).map(sayLogLine).join('\n')
}

/** Our own programs log JSON, of which a person wants the message. */
function sayLogLine(line: string): string {
  const said = /^\{.*"msg":"((?:[^"\\]|\\.)*)"\}$/.exec(line)?.[1]
  return said === undefined ? line : (JSON.parse(`"${said}"`) as string)
}

/** Appends, and moves the file aside once it is large: two files at most, each of bounded size. */
function openLog(path: string) {
  let file = openSync(path, 'a')
  let bytes = statSync(path).size
  let isOpen = true
  return {
    write(chunk: Buffer): void {
      if (!isOpen) return
      if (bytes > maxLogBytes) {
        closeSync(file)
        renameSync(path, `${path}.1`)
        file = openSync(path, 'a')
        bytes = 0
      }
      writeSync(file, chunk)
      bytes += chunk.length
    },
    close(): void {
      isOpen = false
      closeSync(file)
    },
  }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals, withinMs: number, ended: Promise<string>): Promise<void> {
  if (!isAlive(child)) return
  child.kill(signal)
  const killer = setTimeout(() => killGroup(child.pid), withinMs)
  await ended
  clearTimeout(killer)
  // What it left behind in its process group, if anything.
  killGroup(child.pid)
}

async function endProcess(leftover: Recorded): Promise<void> {
  process.kill(leftover.pid, leftover.stopSignal)
  const deadline = Date.now() + 15_000
  while (isSame(leftover)) {
    if (Date.now() > deadline) return killGroup(leftover.pid)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left.
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

function record(name: string, pid: number, stopSignal: NodeJS.Signals): Recorded {
  return { name, pid, startTicks: readStartTicks(pid), stopSignal }
}

function isSame({ pid, startTicks }: Recorded): boolean {
  return startTicks !== '' && readStartTicks(pid) === startTicks
}

/** Field 22 of /proc/PID/stat; empty for a process that isn't there or has ended. */
function readStartTicks(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return fields[0] === 'Z' ? '' : (fields[19] ?? '')
  } catch {
    return ''
  }
}

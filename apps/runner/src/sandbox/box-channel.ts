import { constants } from 'node:os'
import type { Duplex } from 'node:stream'
import { ByteCollector } from './byte-collector'
import { DockerStreamSplitter } from './docker-stream'
import { EndsCollector } from './ends-collector'
import {
  encodeFile,
  encodeLive,
  encodeReset,
  encodeRun,
  encodeTaken,
  FrameParser,
  keptStderrBytes,
  parseCollected,
  protocolVersion,
  type Done,
  type Frame,
} from './frames'
import {
  BusyMachineError,
  SandboxError,
  type PutFile,
  type RunEnd,
  type RunResult,
  type RunSpec,
  type Talk,
  type TalkListener,
} from './sandbox'

/** How long after its wall limit a run may stay unanswered before the slot counts as broken. */
const answerGraceMs = 10_000
const maxStderrTailBytes = 2000
export const programDir = { bytes: 256 * 1024 * 1024, inodes: 8192 }
const keptDir = { bytes: 64 * 1024 * 1024, inodes: 1024 }

interface Pending {
  /** Where somebody listens while it goes on. */
  listener: TalkListener | null
  collectCount: number
  stdout: ByteCollector
  stderr: EndsCollector
  collected: ByteCollector
  timeoutMs: number
  resolve: (result: RunResult) => void
  reject: (error: Error) => void
}

/** The talk with one boxd: requests go out in order, answers come back in order, and one wrong byte ends it for good. */
export class BoxChannel {
  #stream: Duplex
  #parser = new FrameParser()
  #runs: Pending[] = []
  #timer: NodeJS.Timeout | null = null
  #failure: SandboxError | null = null
  #stderrTail = ''
  #knowsWaits = false
  #hello: Promise<void>
  #resolveHello: () => void = () => undefined
  #rejectHello: (error: Error) => void = () => undefined

  constructor(stream: Duplex) {
    this.#stream = stream
    this.#hello = new Promise((resolve, reject) => {
      this.#resolveHello = resolve
      this.#rejectHello = reject
    })
    // Nobody may be waiting for it when the stream fails; that isn't a crash of the process.
    this.#hello.catch(() => undefined)
    const splitter = new DockerStreamSplitter(
      (bytes) => this.#parser.push(bytes).forEach((frame) => this.#take(frame)),
      (bytes) => (this.#stderrTail = (this.#stderrTail + bytes.toString()).slice(-maxStderrTailBytes)),
    )
    stream.on('data', (chunk: Buffer) => {
      try {
        splitter.push(chunk)
      } catch (error) {
        this.fail(error instanceof Error ? error.message : String(error))
      }
    })
    stream.on('error', (error) => this.fail(`stream: ${error.message}`))
    stream.on('close', () => this.fail('the slot ended'))
    stream.on('end', () => this.fail(this.#parser.isInFrame ? 'the slot ended within a frame' : 'the slot ended'))
  }

  /** Whether this kernel tells how long a run waited for a core; where it doesn't, wall limits count that too. */
  get knowsWaits(): boolean {
    return this.#knowsWaits
  }

  get failure(): SandboxError | null {
    return this.#failure
  }

  /** Resolves when boxd has entered its root: from here on the slot can run programs. */
  async hello(timeoutMs: number): Promise<void> {
    const timer = setTimeout(() => this.fail(`no hello within ${timeoutMs} ms`), timeoutMs)
    await this.#hello.finally(() => clearTimeout(timer))
  }

  reset(): void {
    this.#write(encodeReset('box', programDir))
  }

  resetKept(): void {
    this.#write(encodeReset('keep', keptDir))
  }

  putFile({ name, content }: PutFile): void {
    this.#write(encodeFile(name, content))
  }

  async run(spec: RunSpec): Promise<RunResult> {
    return this.#start(spec, null)
  }

  talk(spec: RunSpec, listener: TalkListener): Talk {
    const result = this.#start(spec, listener)
    return {
      result,
      write: (bytes) => bytes.length > 0 && this.#write(encodeLive(bytes)),
      end: () => this.#write(encodeLive(Buffer.alloc(0))),
      partnerTook: (ms) => this.#write(encodeTaken(ms)),
    }
  }

  async #start(spec: RunSpec, listener: Pending['listener']): Promise<RunResult> {
    if (this.#failure) throw this.#failure
    // Before it counts as a run: what can't be said to boxd is none, and its answers are other runs'.
    const frames = encodeRun(spec, listener !== null)
    return new Promise((resolve, reject) => {
      this.#runs.push({
        listener,
        collectCount: spec.collect.length,
        stdout: new ByteCollector(),
        stderr: new EndsCollector(keptStderrBytes(spec)),
        collected: new ByteCollector(),
        timeoutMs: spec.limits.wallMs + answerGraceMs,
        resolve,
        reject,
      })
      this.#write(frames)
      if (this.#runs.length === 1) this.#watchFirst()
    })
  }

  fail(reason: string): void {
    if (this.#failure) return
    this.#failure = new SandboxError(this.#stderrTail === '' ? reason : `${reason} (${this.#stderrTail.trim()})`)
    if (this.#timer) clearTimeout(this.#timer)
    this.#rejectHello(this.#failure)
    for (const run of this.#runs.splice(0)) run.reject(this.#failure)
    this.#stream.destroy()
  }

  #write(bytes: Buffer): void {
    if (!this.#failure) this.#stream.write(bytes)
  }

  #watchFirst(): void {
    if (this.#timer) clearTimeout(this.#timer)
    const first = this.#runs[0]
    this.#timer = first ? setTimeout(() => this.fail('no answer in time'), first.timeoutMs) : null
  }

  #take(frame: Frame): void {
    switch (frame.type) {
      case 'hello':
        this.#knowsWaits = frame.knowsWaits
        if (frame.version === protocolVersion) this.#resolveHello()
        else this.fail(`boxd speaks version ${frame.version}, not ${protocolVersion}: build the images`)
        return
      case 'reset':
        return
      case 'waiting':
        this.#watchFirst()
        return
      case 'taken':
        this.#hear((listener) => listener.onTaken?.(frame.ms))
        return
      case 'stdout':
      case 'stderr':
      case 'collected': {
        const run = this.#runs[0]
        if (!run) this.fail('output without a run')
        else if (frame.type === 'stdout' && run.listener)
          this.#hear((listener) => listener.onOutput(frame.bytes.length === 0 ? null : frame.bytes))
        else run[frame.type].push(frame.bytes)
        return
      }
      case 'done':
        this.#finish(frame.done)
        return
      case 'broken':
        this.fail(`boxd: ${frame.reason}`)
    }
  }

  /** What a listener throws is an error of whoever listens, and none of this channel. */
  #hear(tell: (listener: TalkListener) => void): void {
    const run = this.#runs[0]
    try {
      if (run?.listener) tell(run.listener)
    } catch (error) {
      run?.reject(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #finish(done: Done): void {
    const run = this.#runs.shift()
    if (!run) return this.fail('an end without a run')
    this.#watchFirst()
    const end = runEnd(done)
    if (!end) {
      run.reject(
        new SandboxError(
          `boxd: ${done.end}, errno ${done.code}${this.#stderrTail === '' ? '' : ` (${this.#stderrTail.trim()})`}`,
        ),
      )
      return
    }
    const { exceeded, oomKills, memoryHits, cpuMs, kernelMs, wallMs, waitedMs, peakBytes, heldBytes } = done
    if (exceeded === 'patience') {
      run.reject(new BusyMachineError(`the machine is too busy: a run waited ${Math.round(waitedMs / 1000)} s for a core`))
      return
    }
    run.resolve({
      end,
      exceeded: exceeded === 'idle' ? 'wall' : exceeded,
      wasIdle: exceeded === 'idle',
      oomKills,
      memoryHits,
      cpuMs,
      kernelMs,
      wallMs: Math.max(0, wallMs - waitedMs),
      waitedMs,
      peakBytes,
      heldBytes,
      stdout: run.stdout.take(),
      stderr: run.stderr.take(),
      collected: parseCollected(run.collected.take(), run.collectCount),
    })
  }
}

function runEnd(done: Done): RunEnd | null {
  if (done.end === 'exited') return { kind: 'exited', code: done.code }
  if (done.end === 'signalled') return { kind: 'signalled', signal: signalName(done.code) }
  return null
}

function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `SIG${number}`
}

import { SandboxError, type RunSpec } from './sandbox'

/** infra/images/boxd/PROTOCOL.md is the contract; what goes in and comes out here is checked against it once. */
export const protocolVersion = 4
export const maxPayloadBytes = 65_536
const headBytes = 5
const maxNameBytes = 64
const fileAppend = 1
const runWritable = 1
const runLive = 2
const runBusy = 4
const runCut = 8
const runTells = 16
const dirs = { box: 0, keep: 1 } as const
/** Of a program; a compiler's words are kept up to their cap. */
const maxStderrBytes = 16 * 1024
/** As boxd has it. */
const maxStrings = 256
const maxInodes = 4096
const maxOpenFiles = 256
const defaultCollectBytes = 16 * 1024

export type Frame =
  | { type: 'hello'; version: number; cgroupVersion: number; knowsWaits: boolean }
  | { type: 'reset' }
  | { type: 'waiting' }
  | { type: 'taken'; ms: number }
  | { type: 'stdout' | 'stderr' | 'collected'; bytes: Buffer }
  | { type: 'done'; done: Done }
  | { type: 'broken'; reason: string }

export interface Done {
  end: 'exited' | 'signalled' | 'no-box' | 'no-exec'
  exceeded: 'cpu' | 'wall' | 'output' | 'patience' | 'idle' | null
  code: number
  oomKills: number
  memoryHits: number
  cpuMs: number
  kernelMs: number
  /** By the clock, `waitedMs` included. */
  wallMs: number
  waitedMs: number
  peakBytes: number
  heldBytes: number
}

const ends = ['exited', 'signalled', 'no-box', 'no-exec'] as const
const exceedings = [null, 'cpu', 'wall', 'output', 'patience', 'idle'] as const

/** Takes the stream in whatever pieces it comes and answers whole frames; throws on the first byte that can't be right. */
export class FrameParser {
  #pending: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): Frame[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    const frames: Frame[] = []
    while (this.#pending.length >= headBytes) {
      const length = this.#pending.readUInt32LE(1)
      if (length > maxPayloadBytes) throw new SandboxError(`boxd: oversized frame of ${length} bytes`)
      if (this.#pending.length < headBytes + length) break
      frames.push(parseFrame(this.#pending.readUInt8(0), this.#pending.subarray(headBytes, headBytes + length)))
      this.#pending = this.#pending.subarray(headBytes + length)
    }
    return frames
  }

  /** At the end of the stream: a frame was cut. */
  get isInFrame(): boolean {
    return this.#pending.length > 0
  }
}

function parseFrame(type: number, payload: Buffer): Frame {
  switch (String.fromCharCode(type)) {
    case 'H':
      return parseHello(payload)
    case 'Z':
      expectLength(payload, 0, 'reset')
      return { type: 'reset' }
    case 'W':
      expectLength(payload, 0, 'waiting')
      return { type: 'waiting' }
    case 'T':
      expectLength(payload, 8, 'taken')
      return { type: 'taken', ms: Number(payload.readBigUInt64LE(0)) / 1e6 }
    case 'o':
      return { type: 'stdout', bytes: payload }
    case 'e':
      return { type: 'stderr', bytes: payload }
    case 'c':
      return { type: 'collected', bytes: payload }
    case 'D':
      return { type: 'done', done: parseDone(payload) }
    case 'X':
      return { type: 'broken', reason: payload.toString('utf8') }
    default:
      throw new SandboxError(`boxd: unknown frame ${type}`)
  }
}

/** The version is the first word in every version, so that an image of another can be told from nonsense. */
function parseHello(payload: Buffer): Frame {
  if (payload.length < 8 || payload.length > 64) throw new SandboxError(`boxd: a hello frame of ${payload.length} bytes`)
  const knowsWaits = payload.length >= 12 && payload.readUInt32LE(8) === 1
  return { type: 'hello', version: payload.readUInt32LE(0), cgroupVersion: payload.readUInt32LE(4), knowsWaits }
}

function parseDone(payload: Buffer): Done {
  expectLength(payload, 80, 'done')
  const end = ends[payload.readUInt8(0)]
  const exceeded = exceedings[payload.readUInt8(1)]
  if (end === undefined || exceeded === undefined) throw new SandboxError('boxd: a done frame out of its bounds')
  return {
    end,
    exceeded,
    code: payload.readInt32LE(4),
    oomKills: payload.readUInt32LE(8),
    memoryHits: payload.readUInt32LE(12),
    cpuMs: Number(payload.readBigUInt64LE(16)) / 1e6,
    kernelMs: Number(payload.readBigUInt64LE(24)) / 1e6,
    wallMs: Number(payload.readBigUInt64LE(32)) / 1e6,
    waitedMs: Number(payload.readBigUInt64LE(40)) / 1e6,
    peakBytes: Number(payload.readBigUInt64LE(48)),
    heldBytes: Number(payload.readBigUInt64LE(56)),
  }
}

function expectLength(payload: Buffer, length: number, what: string): void {
  if (payload.length !== length) throw new SandboxError(`boxd: a ${what} frame of ${payload.length} bytes`)
}

/** The files of a run, by their place in what was asked for; null for one that wasn't there. */
export function parseCollected(stream: Buffer, count: number): (Buffer | null)[] {
  const files = Array.from({ length: count }, (): Buffer | null => null)
  for (let at = 0; at < stream.length;) {
    if (stream.length - at < 6) throw new SandboxError('boxd: a collected file cut short')
    const index = stream.readUInt16LE(at)
    const length = stream.readUInt32LE(at + 2)
    if (index >= count || length > stream.length - at - 6) throw new SandboxError('boxd: a collected file out of its bounds')
    files[index] = stream.subarray(at + 6, at + 6 + length)
    at += 6 + length
  }
  return files
}

function encodeFrame(type: string, payload: Buffer): Buffer {
  if (payload.length > maxPayloadBytes) throw new RangeError(`frame ${type} of ${payload.length} bytes`)
  const head = Buffer.alloc(headBytes)
  head.writeUInt8(type.charCodeAt(0), 0)
  head.writeUInt32LE(payload.length, 1)
  return Buffer.concat([head, payload])
}

export function encodeReset(dir: keyof typeof dirs, size: { bytes: number; inodes: number }): Buffer {
  const payload = Buffer.alloc(13)
  payload.writeUInt8(dirs[dir], 0)
  payload.writeBigUInt64LE(BigInt(size.bytes), 1)
  payload.writeUInt32LE(size.inodes, 9)
  return encodeFrame('Z', payload)
}

export function encodeFile(name: string, content: Buffer): Buffer {
  const nameBytes = Buffer.from(name)
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name) || nameBytes.length > maxNameBytes) throw new RangeError(`file name ${name}`)
  const room = maxPayloadBytes - 2 - nameBytes.length
  const frames: Buffer[] = []
  for (let at = 0; at === 0 || at < content.length; at += room) {
    const head = Buffer.from([at === 0 ? 0 : fileAppend, nameBytes.length])
    frames.push(encodeFrame('F', Buffer.concat([head, nameBytes, content.subarray(at, at + room)])))
  }
  return Buffer.concat(frames)
}

/** For a live run's standard input; nothing says that it ends. */
export function encodeLive(bytes: Buffer): Buffer {
  const frames: Buffer[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += maxPayloadBytes)
    frames.push(encodeFrame('L', bytes.subarray(at, at + maxPayloadBytes)))
  return Buffer.concat(frames)
}

/** To a live run: what it talks to has run and waited for a core so far. */
export function encodeTaken(ms: number): Buffer {
  const payload = Buffer.alloc(8)
  payload.writeBigUInt64LE(BigInt(Math.round(ms * 1e6)))
  return encodeFrame('T', payload)
}

/** The input, then the run that reads it; a live one gets its input later. */
export function encodeRun(spec: RunSpec, isLive = false): Buffer {
  const frames: Buffer[] = []
  for (let at = 0; at < spec.input.length; at += maxPayloadBytes)
    frames.push(encodeFrame('I', spec.input.subarray(at, at + maxPayloadBytes)))
  const { limits } = spec
  const numbers = Buffer.alloc(70)
  const words = [
    (spec.isCompile ? runWritable : 0) |
      (isLive ? runLive : 0) |
      (spec.endsWhenIdle ? runBusy : 0) |
      (spec.cutsOutput ? runCut : 0) |
      (spec.tellsTaken ? runTells : 0),
    limits.cpuMs,
    limits.wallMs,
    limits.stdoutBytes,
    // A flood on stderr ends like one on stdout. All of it is sent, since how a program failed stands at its end.
    stderrCap(spec),
    stderrCap(spec),
    maxInodes,
    maxOpenFiles,
    spec.collectBytes ?? defaultCollectBytes,
  ]
  words.forEach((value, i) => numbers.writeUInt32LE(Math.ceil(value), 4 * i))
  const longs = [limits.tmpBytes, limits.fileBytes, limits.stackBytes]
  longs.forEach((value, i) => numbers.writeBigUInt64LE(BigInt(Math.floor(value)), 36 + 8 * i))
  const lists = [spec.argv, environment, spec.collect, spec.inputFile ? [spec.inputFile] : [], spec.links ?? []]
  lists.forEach((list, i) => numbers.writeUInt16LE(list.length, 60 + 2 * i))
  if (lists.some((list) => list.length > maxStrings)) throw new RangeError(`more than ${maxStrings} arguments, or files`)
  const strings = lists.flat()
  if (strings.some((text) => text.includes('\0'))) throw new RangeError('a zero byte in an argument')
  frames.push(encodeFrame('R', Buffer.concat([numbers, Buffer.from(strings.map((text) => `${text}\0`).join(''))])))
  return Buffer.concat(frames)
}

function stderrCap({ limits }: RunSpec): number {
  return Math.max(limits.stdoutBytes, maxStderrBytes)
}

/** How much is kept of what a run says on stderr. */
export function keptStderrBytes({ cutsOutput, limits }: RunSpec): number {
  return cutsOutput ? limits.stdoutBytes : maxStderrBytes
}

/** All of it: nothing of the runner's own environment gets near a program. */
const environment = ['PATH=/usr/bin', 'HOME=/tmp', 'LANG=C.UTF-8', 'TMPDIR=/tmp']

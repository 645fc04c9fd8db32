/** The port: what judging needs of whatever runs hostile programs. The dockerode adapter beside it is the only one. */

export interface RunLimits {
  cpuMs: number
  /** Of the time in which the program ran or waited for anything but a core. */
  wallMs: number
  /** One byte more on stdout, and the program is stopped. */
  stdoutBytes: number
  stackBytes: number
  /** The largest file, and what all files of its /tmp may take. */
  fileBytes: number
  tmpBytes: number
}

export interface RunSpec {
  argv: readonly string[]
  /** Compiling: /box is writable and the working directory. */
  isCompile: boolean
  limits: RunLimits
  /** Without cpu time for ten seconds of its own it is stopped: whom it waits for may be waiting for it. */
  endsWhenIdle?: boolean
  /** A talk that says while it goes on what it has run and waited for a core. */
  tellsTaken?: boolean
  /** What is over the output limit is dropped, and the program goes on. */
  cutsOutput?: boolean
  input: Buffer
  /** The input is the file of this name in the working directory, and standard input is empty. */
  inputFile?: string | null
  /** Names of files in /box that are found in the working directory too. */
  links?: readonly string[]
  /** Paths in the box whose contents are handed out after the run, all of them together up to `collectBytes`. */
  collect: readonly string[]
  collectBytes?: number
}

export type RunEnd = { kind: 'exited'; code: number } | { kind: 'signalled'; signal: string }

export interface RunResult {
  end: RunEnd
  /** Which limit made boxd stop it. */
  exceeded: 'cpu' | 'wall' | 'output' | null
  /** It was stopped for being idle; `exceeded` is `wall`. */
  wasIdle: boolean
  oomKills: number
  /** How often the container's memory limit was met; reclaiming what files had cached counts too. */
  memoryHits: number
  cpuMs: number
  /** The kernel's part of it, as the clock's ticks found it. */
  kernelMs: number
  /** Without `waitedMs`. */
  wallMs: number
  /** How long it was ready to run while others had the core. */
  waitedMs: number
  /** Peak resident memory of its largest process. */
  peakBytes: number
  /** What its processes and files held together when a limit made boxd stop it; else 0. */
  heldBytes: number
  stdout: Buffer
  /** The first few kilobytes and the last, with a line `[...]` where something was left out between them. */
  stderr: Buffer
  /** In the order of `collect`; null for what wasn't a plain file. */
  collected: readonly (Buffer | null)[]
}

/** Gets standard output as it comes, and null when it is closed: the program may go on all the same. */
export type OutputListener = (bytes: Buffer | null) => void

export interface TalkListener {
  onOutput: OutputListener
  /** Of one that `tellsTaken`. */
  onTaken?: (ms: number) => void
}

/** A run whose input is given while it goes on; its output isn't in the result but was handed out as it came. */
export interface Talk {
  write(bytes: Buffer): void
  /** No more input. */
  end(): void
  /** What its partner has run and waited for a core so far: its own limit of wall time doesn't count that. */
  partnerTook(ms: number): void
  result: Promise<RunResult>
}

export interface PutFile {
  name: string
  content: Buffer
}

/** One warm container, which runs one program at a time, each in namespaces of its own. Calls are served in order. */
export interface Box {
  /** Drops /box with all it holds. */
  reset(): void
  /** Drops /keep, the one place that a run may write and a later one finds again. Only a validator's box has it. */
  resetKept(): void
  putFile(file: PutFile): void
  /** May be called again before the last has ended: "all tests" travel as one write. */
  run(spec: RunSpec): Promise<RunResult>
  /** Nothing else may be asked of the box before the talk's result. */
  talk(spec: RunSpec, listener: TalkListener): Talk
  /** The memory limit of the whole container. */
  limitMemory(bytes: number): Promise<void>
}

export interface Slot {
  box: Box
  /** A second container on the same core, for a validator: it holds the answers, the contestant's never does. */
  validatorBox(image: string): Promise<Box>
}

export interface SlotRequest {
  signal: AbortSignal
  /** The image of the contestant's language. */
  image: string
  /** Of several that wait, the one with the lowest number is served first; then the one that waits longest. */
  priority?: number | undefined
}

export interface Sandbox {
  readonly level: string
  readonly slots: number
  readonly busySlots: number
  /** Cores that rest because slots on them kept breaking. */
  readonly quarantinedSlots: number
  /** So many submissions can be judged at a time now: there may be more cores than slots, and others take the place of one that rests. */
  readonly usableSlots: number
  /** Somebody waits for a core. */
  readonly isContended: boolean
  /**
   * Waits for a core, lends its slot, and takes it back whatever happens. When `use` throws, the containers are
   * replaced: nobody knows in which state they are.
   */
  withSlot<Result>(use: (slot: Slot) => Promise<Result>, request: SlotRequest): Promise<Result>
  /** The same where a core is idle now and nobody waits; null at once where none is. */
  withIdleSlot<Result>(use: (slot: Slot) => Promise<Result>, request: SlotRequest): Promise<Result | null>
  close(): Promise<void>
}

/** The engine or a slot failed: ours, never the contestant's. */
export class SandboxError extends Error {
  override name = 'SandboxError'
}

/** A run waited for a core until nobody would wait for it any longer. Nothing is wrong with the slot, and nothing was found out. */
export class BusyMachineError extends SandboxError {
  override name = 'BusyMachineError'
}

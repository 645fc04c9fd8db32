/** The port: what judging needs of whatever runs hostile programs. The dockerode adapter beside it is the only one. */

export interface RunLimits {
  cpuMs: number
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
  input: Buffer
  /** Paths in the box whose contents are handed out after the run. */
  collect: readonly string[]
}

export type RunEnd = { kind: 'exited'; code: number } | { kind: 'signalled'; signal: string }

export interface RunResult {
  end: RunEnd
  /** Which limit made boxd stop it. */
  exceeded: 'cpu' | 'wall' | 'output' | null
  oomKills: number
  cpuMs: number
  wallMs: number
  /** Peak resident memory of its largest process. */
  peakBytes: number
  stdout: Buffer
  /** The first few kilobytes. */
  stderr: Buffer
  collected: Buffer
}

export interface PutFile {
  name: string
  content: Buffer
}

/** One warm container, which runs one program at a time, each in namespaces of its own. Calls are served in order. */
export interface Box {
  /** Drops /box with all it holds. */
  reset(): void
  putFile(file: PutFile): void
  /** May be called again before the last has ended: "all tests" travel as one write. */
  run(spec: RunSpec): Promise<RunResult>
  /** The memory limit of the whole container. */
  limitMemory(bytes: number): Promise<void>
}

export interface Slot {
  box: Box
  /** A second container on the same core, for a validator: it holds the answers, the contestant's never does. */
  validatorBox(): Promise<Box>
}

export interface Sandbox {
  readonly level: string
  readonly slots: number
  readonly busySlots: number
  /**
   * Waits for a core, lends its slot, and takes it back whatever happens. When `use` throws, the containers are
   * replaced: nobody knows in which state they are.
   */
  withSlot<Result>(use: (slot: Slot) => Promise<Result>, signal: AbortSignal): Promise<Result>
  close(): Promise<void>
}

/** The engine or a slot failed: ours, never the contestant's. */
export class SandboxError extends Error {
  override name = 'SandboxError'
}

// redlock 5.0.0-beta.2 ships types that its package.json `exports` hides.
declare module 'redlock' {
  import type { Redis } from 'ioredis'

  export interface Lock {
    readonly resources: string[]
    readonly value: string
    readonly expiration: number
    extend(durationMs: number): Promise<Lock>
    release(): Promise<unknown>
  }
  export interface Settings {
    driftFactor?: number
    retryCount?: number
    retryDelay?: number
    retryJitter?: number
    automaticExtensionThreshold?: number
  }
  export class ResourceLockedError extends Error {}
  export class ExecutionError extends Error {
    readonly attempts: readonly Promise<{ votesAgainst: Map<Redis, Error> }>[]
  }
  export default class Redlock {
    constructor(clients: Iterable<Redis>, settings?: Settings)
    acquire(resources: string[], durationMs: number): Promise<Lock>
    on(event: 'error', listener: (error: unknown) => void): this
  }
}

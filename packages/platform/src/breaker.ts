import CircuitBreaker from 'opossum'

export interface BreakerOptions {
  name: string
  timeoutMs: number
  /** Share of failures in percent above which it opens, once `volume` calls were seen in the rolling 10 s. */
  errorThresholdPercent: number
  volume: number
  resetMs: number
  /** True for failures that aren't the engine's: they don't count. */
  isUsersFault?: (error: unknown) => boolean
}

export type BreakerState = 'closed' | 'open' | 'half-open'

export interface Breaker {
  /** Runs `action` under the breaker; its signal aborts when the breaker's timeout has passed, since opossum only stops waiting. */
  run<Result>(action: (signal: AbortSignal) => Promise<Result>): Promise<Result>
  readonly state: BreakerState
  onChange(listener: (state: BreakerState) => void): void
  shutdown(): void
}

export function createBreaker(options: BreakerOptions): Breaker {
  const circuit = new CircuitBreaker(
    async (action: (signal: AbortSignal) => Promise<unknown>) => action(AbortSignal.timeout(options.timeoutMs)),
    {
      name: options.name,
      timeout: options.timeoutMs,
      errorThresholdPercentage: options.errorThresholdPercent,
      volumeThreshold: options.volume,
      resetTimeout: options.resetMs,
      errorFilter: (error: unknown) => options.isUsersFault?.(error) ?? false,
    },
  )
  const stateNow = (): BreakerState => (circuit.opened ? 'open' : circuit.halfOpen ? 'half-open' : 'closed')
  return {
    run: async <Result>(action: (signal: AbortSignal) => Promise<Result>) => (await circuit.fire(action)) as Result,
    get state() {
      return stateNow()
    },
    onChange: (listener) => {
      const tell = () => listener(stateNow())
      circuit.on('open', tell)
      circuit.on('close', tell)
      circuit.on('halfOpen', tell)
    },
    shutdown: () => circuit.shutdown(),
  }
}

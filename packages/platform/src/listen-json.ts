import type { Logger } from './logger'

const retryMs = 1_000

/** What is used of an ioredis client. */
interface Subscriber {
  readonly status: string
  on(event: 'message', listener: (channel: string, text: string) => void): unknown
  off(event: 'message', listener: (channel: string, text: string) => void): unknown
  subscribe(channel: string): Promise<unknown>
  unsubscribe(channel: string): Promise<unknown>
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: unknown }
}

/**
 * Hears JSON on a channel. Every node hears the same message, so one that can't be read, or whose handling fails, must not end the
 * process: it is logged, a run of bad ones once, counted and dropped. Returns what ends the listening.
 */
export function listenJson<T>(options: {
  sub: Subscriber
  channel: string
  schema: Schema<T>
  log: Pick<Logger, 'warn'>
  handle: (message: T) => unknown
  /** Counts what was dropped. */
  onDropped?: () => void
}): () => void {
  const { sub, channel, schema, log, handle, onDropped } = options
  let isStopped = false
  let wasBad = false
  let retry: NodeJS.Timeout | undefined
  const hear = async (name: string, text: string): Promise<void> => {
    if (name !== channel) return
    try {
      const parsed = schema.safeParse(JSON.parse(text))
      if (!parsed.success) throw parsed.error
      await handle(parsed.data)
      wasBad = false
    } catch (err) {
      if (!wasBad) log.warn({ err, channel }, 'a message was dropped')
      wasBad = true
      onDropped?.()
    }
  }
  const onMessage = (name: string, text: string) => void hear(name, text)
  // ioredis waits while Redis is away and subscribes again after a reconnect; it rejects when it is closed for good.
  const subscribe = async (): Promise<void> => {
    try {
      await sub.subscribe(channel)
    } catch (err) {
      if (isStopped || sub.status === 'end') return
      log.warn({ err, channel }, 'could not subscribe; it is tried again')
      retry = setTimeout(() => void subscribe(), retryMs).unref()
    }
  }
  sub.on('message', onMessage)
  void subscribe()
  return () => {
    isStopped = true
    clearTimeout(retry)
    sub.off('message', onMessage)
    sub.unsubscribe(channel).catch(() => {})
  }
}

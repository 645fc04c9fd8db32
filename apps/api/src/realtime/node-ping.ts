import type { Redis } from '@eduscale/platform/redis'
import { z } from 'zod'
import type { ApiMetrics } from '../app/api-metrics'
import type { SafePublish } from './cluster-adapter'

const channel = 'eduscale:node-ping'
const messageSchema = z.object({ kind: z.enum(['ping', 'pong']), from: z.string(), to: z.string().optional(), id: z.number() })

/** Measures `redis_pubsub_roundtrip_ms` between nodes, on the adapter's two connections: each pings every 2 s and the others answer. */
export function startNodePing(options: {
  nodeId: string
  publish: SafePublish
  sub: Redis
  metrics: ApiMetrics
  signal: AbortSignal
}): void {
  const { nodeId, publish, sub, metrics, signal } = options
  const sentAt = new Map<number, number>()
  let lastId = 0
  const send = (message: z.infer<typeof messageSchema>) => void publish(channel, JSON.stringify(message))
  // Waits while Redis is away; fails when the node ends before it is back.
  sub.subscribe(channel).catch(() => {})
  sub.on('messageBuffer', (name: Buffer, text: Buffer) => {
    if (name.length !== channel.length || name.toString() !== channel) return
    const message = readMessage(text.toString())
    if (!message || message.from === nodeId) return
    const { kind, from, to, id } = message
    if (kind === 'ping') return send({ kind: 'pong', from: nodeId, to: from, id })
    const started = to === nodeId ? sentAt.get(id) : undefined
    if (started !== undefined) metrics.pubsubRoundtrip.observe(performance.now() - started)
  })
  const timer = setInterval(() => {
    lastId += 1
    sentAt.set(lastId, performance.now())
    sentAt.delete(lastId - 10)
    send({ kind: 'ping', from: nodeId, id: lastId })
  }, 2_000)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}

/** Null for what isn't ours. */
function readMessage(text: string): z.infer<typeof messageSchema> | null {
  try {
    return messageSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
